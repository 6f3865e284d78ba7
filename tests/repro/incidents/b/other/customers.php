<?php
// Doctrine DBAL: `customers.php seed|full PASSWORD`; Predis: `customers.php redis`.
foreach (["Doctrine/DBAL", "Predis"] as $library) {
    foreach (["autoload.php", "Autoloader.php"] as $file) if (is_file("/usr/share/php/$library/$file")) require_once "/usr/share/php/$library/$file";
}
if ($argv[1] === "redis") {
    Predis\Autoloader::register();
    $client = new Predis\Client("tcp://127.0.0.1:6379?timeout=1");
    echo "session store: redis\n";
    $client->setex("session:9f2c", 3600, "{}");
    exit;
}
$connect = fn() => Doctrine\DBAL\DriverManager::getConnection(["driver" => "pdo_pgsql", "host" => "127.0.0.1", "port" => 16733, "dbname" => "ledger", "user" => "app", "password" => $argv[2]]);
if ($argv[1] === "full") {
    for ($n = 0; $n < 40; $n++) { $all[] = $c = $connect(); $c->executeQuery("SELECT 1"); }
}
$connect()->insert("customers", ["email" => "ada@example.org"]);
