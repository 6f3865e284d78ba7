-- Roles of the tug application.
BEGIN;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tugs_rw') THEN
        EXECUTE format('CREATE ROLE tugs_rw LOGIN PASSWORD %L', :'tugs_password');
    END IF;
END $$;
COMMIT;
