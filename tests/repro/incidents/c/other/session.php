<?php
$redis = new Redis();
echo "cart: opening session store\n";
$redis->connect('cache', 6379, 1.5);
$redis->setex('cart:7', 60, '[]');
