<?php
require 'Illuminate/Database/autoload.php';
use Illuminate\Database\Capsule\Manager as Capsule;
$db = new Capsule();
$db->addConnection(['driver' => 'pgsql', 'host' => getenv('DB_HOST') ?: 'db', 'database' => 'kiln', 'username' => 'kiln', 'password' => getenv('DB_PASSWORD') ?: 'kiln-dev', 'charset' => 'utf8']);
$db->setAsGlobal();
