<?php
require 'Illuminate/Database/autoload.php';

use Illuminate\Database\Capsule\Manager as DB;

$db = new DB();
$db->addConnection(['driver' => 'pgsql', 'host' => getenv('DB_HOST'), 'port' => 5432, 'database' => 'quay', 'username' => 'quay', 'password' => 'quay-dev', 'charset' => 'utf8']);
$db->setAsGlobal();
echo "Running migrations.\n";
foreach (DB::select('select migration from migrations') as $row) {
    echo $row->migration, "\n";
}
