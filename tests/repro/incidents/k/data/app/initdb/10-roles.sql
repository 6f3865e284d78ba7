\set ON_ERROR_STOP on
SELECT current_database();
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'job_agent_admin') THEN
    CREATE ROLE job_agent_admin LOGIN PASSWORD :'admin_pass';
  END IF;
END
$$;
GRANT ALL ON SCHEMA public TO job_agent_admin;
