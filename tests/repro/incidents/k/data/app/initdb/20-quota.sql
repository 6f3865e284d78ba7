CREATE OR REPLACE FUNCTION over_quota(n int) RETURNS boolean AS $fn$
  SELECT n > :max_rows;
$fn$ LANGUAGE sql;
SELECT over_quota(4);
