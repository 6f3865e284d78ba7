CREATE TABLE IF NOT EXISTS job_runs (id serial PRIMARY KEY, started timestamptz DEFAULT now());
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'job_agent_admin') THEN
        CREATE ROLE job_agent_admin LOGIN PASSWORD :'admin_pass';
    END IF;
END
$$;
GRANT SELECT ON job_runs TO job_agent_admin;
