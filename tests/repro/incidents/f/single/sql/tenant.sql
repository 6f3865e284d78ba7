CREATE SCHEMA IF NOT EXISTS :"tenant";
CREATE OR REPLACE PROCEDURE add_firing(no integer) LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO :tenant.firings (kiln_no, started_at) VALUES (no, now());
END
$body$;
