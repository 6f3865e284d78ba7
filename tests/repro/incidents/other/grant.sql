-- Makes the application's role.
\set ON_ERROR_STOP on
SELECT current_database() AS db \gset
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'reporting') THEN
    CREATE ROLE reporting LOGIN PASSWORD :'ui_pass';
  END IF;
END
$$;
