<?php
require '/usr/share/php/GuzzleHttp/autoload.php';

use GuzzleHttp\Client;

$client = new Client(['base_uri' => $argv[1], 'timeout' => 5]);
$run = [
    'report' => fn() => $client->get('reports/occupancy'),
    'health' => fn() => $client->get('utils/health-check/'),
    'login' => fn() => $client->post('login/access-token', ['form_params' => ['username' => 'admin@lockers.example', 'password' => 'changeme']]),
    'me' => fn() => $client->get('users/me', ['headers' => ['Authorization' => 'Bearer ' . getenv('TOKEN')]]),
    'rates' => function () use ($client) {
        for ($n = 1; $n < 40; $n++) {
            $client->get("lockers/$n");
            echo date('H:i:s') . " locker $n synchronized\n";
        }
    },
];
echo "[lockers:{$argv[2]}] asking {$argv[1]}\n";
$run[$argv[2]]();
