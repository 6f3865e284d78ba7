\set schema public
\set pw '''s3cret'''
GRANT USAGE ON SCHEMA :schema TO wharf_ro;
CREATE OR REPLACE FUNCTION reset_reader() RETURNS void LANGUAGE plpgsql AS $fn$
BEGIN
  EXECUTE format('ALTER ROLE wharf_ro PASSWORD %L', :pw);
END
$fn$;
GRANT SELECT ON berths TO wharf_ro;
