<?php
require 'GuzzleHttp/autoload.php';
$c = new GuzzleHttp\Client(['base_uri' => 'http://localhost:8000', 'cookies' => true]);
foreach (array_slice($argv, 1) as $path) { for ($n = 0; $n < 6; $n++) { echo $c->get($path)->getStatusCode(), "\n"; } }
