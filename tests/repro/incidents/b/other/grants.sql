-- The reporting user's rights.
CREATE SCHEMA IF NOT EXISTS reporting;
DO $body$
DECLARE
  t text;
BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('GRANT SELECT ON %I TO %I', t, :'reader');
  END LOOP;
END
$body$;
SELECT 'granted' AS outcome;
