\set ON_ERROR_STOP on
BEGIN;
CREATE SCHEMA IF NOT EXISTS :"tenant";

CREATE OR REPLACE FUNCTION public.tenant_vessels() RETURNS bigint AS $body$
DECLARE
  n bigint;
BEGIN
  SELECT count(*) INTO n FROM :"tenant".vessels;
  RETURN n;
END;
$body$ LANGUAGE plpgsql;
COMMIT;
