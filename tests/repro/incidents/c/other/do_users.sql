DO $body$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tide_ui') THEN
    CREATE ROLE tide_ui LOGIN PASSWORD :'ui_pass';
  END IF;
END
$body$;
