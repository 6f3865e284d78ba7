CREATE OR REPLACE FUNCTION purge_events() RETURNS void LANGUAGE plpgsql AS $fn$
BEGIN
  DELETE FROM events WHERE created_at < now() - interval :'keep_days';
END
$fn$;
