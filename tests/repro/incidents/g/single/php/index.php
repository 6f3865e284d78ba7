<?php
$db = pg_connect('host=db dbname=garden_shop user=garden password=' . getenv('PGPASSWORD'));
echo json_encode(pg_fetch_all(pg_query($db, 'SELECT sku, name FROM plants')));
