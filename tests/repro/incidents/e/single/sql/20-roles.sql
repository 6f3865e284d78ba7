-- roles of the application, passwords come from the secret
SELECT 'creating roles' AS step;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'quay_report') THEN
    CREATE ROLE quay_report LOGIN;
  END IF;
  ALTER ROLE quay_report PASSWORD :'report_pass';
END
$$;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO quay_report;
