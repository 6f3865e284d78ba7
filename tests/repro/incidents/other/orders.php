<?php
// PDO: `php orders.php COMMAND PASSWORD`.
[, $command, $password] = $argv;
$db = new PDO('pgsql:host=127.0.0.1;port=15633;dbname=shop', 'app', $password);
$sql = [
    'list' => 'SELECT id, orders.discount_code FROM orders',
    'seed' => "INSERT INTO people (email) VALUES ('ada@example.org'), ('ada@example.org')",
    'audit' => 'TRUNCATE audit_log',
][$command];
$statement = $db->prepare($sql);
$statement->execute();
