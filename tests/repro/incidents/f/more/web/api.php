<?php // An API that forgets the origin's header.
header('Content-Type: application/json');
echo json_encode([['id' => 1, 'to' => 'Wyk']]);
