<?php
require '/usr/share/php/Predis/autoload.php';
$client = new Predis\Client(getenv('REDIS_URL'));
echo $client->get('menu'), "\n";
