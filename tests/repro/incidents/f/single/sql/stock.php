<?php
require __DIR__ . '/bootstrap.php';
use Illuminate\Database\Capsule\Manager as Capsule;
foreach (Capsule::table('glazes')->where('stock', '<', 5)->orderBy('code')->get() as $glaze) {
    echo $glaze->code, "\n";
}
