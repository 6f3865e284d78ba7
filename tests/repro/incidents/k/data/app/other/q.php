<?php
function report(string $dsn, string $sql): void {
    $db = new PDO($dsn);
    foreach ($db->query($sql) as $row) {
        print_r($row);
    }
}

report($argv[1], $argv[2]);
