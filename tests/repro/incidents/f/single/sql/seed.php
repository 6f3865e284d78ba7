<?php
require __DIR__ . '/bootstrap.php';
use Illuminate\Database\Capsule\Manager as Capsule;
echo "Seeding: GlazeSeeder\n";
Capsule::table('glazes')->insert(['code' => 'TEN-02', 'name' => 'Tenmoku']);
echo "Seeded:  GlazeSeeder\n";
