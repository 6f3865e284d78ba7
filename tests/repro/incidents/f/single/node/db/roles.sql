\echo Setting up roles
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app_role') THEN
    EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', :'app_role', :'app_password');
  END IF;
END
$$;
