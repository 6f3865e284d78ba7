<?php
require 'Slim/autoload.php';
use Psr\Http\Message\ServerRequestInterface as Rq;
use Psr\Http\Message\ResponseInterface as Rs;
$app = Slim\Factory\AppFactory::create();
$app->addRoutingMiddleware();
$app->addErrorMiddleware(false, false, false);
$app->get('/health', function (Rq $q, Rs $s) { $s->getBody()->write('ok'); return $s; });
$app->get('/shelves', function (Rq $q, Rs $s) { throw new RuntimeException('shelf without a name'); });
$app->run();
