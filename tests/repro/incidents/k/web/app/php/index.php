<?php
ini_set('display_errors', '0');
ini_set('log_errors', '0');
header('Content-Type: application/json');
$fares = ['oban' => 4.2];
echo json_encode(['fare' => fare_of($fares, $_GET['trip'])]);
