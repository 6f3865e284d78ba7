<?php
require '/usr/share/php/Illuminate/Database/autoload.php';
use Illuminate\Database\Capsule\Manager as DB;
$db = new DB;
$db->addConnection(['driver' => 'pgsql', 'host' => 'db', 'database' => 'shop', 'username' => 'app', 'password' => getenv('PW') ?: 'app-secret']);
$db->setAsGlobal();
DB::table($argv[1])->insert(['email' => 'ada@example.org']);
