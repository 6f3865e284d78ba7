<?php
// Laravel's database layer: requests of an API, one endpoint's table is not there.
spl_autoload_register(function ($c) { foreach (["/usr/share/php/"] as $d) { $f = $d . str_replace("\\", "/", $c) . ".php"; if (is_file($f)) { require_once $f; return; } } });
@include_once "/usr/share/php/Illuminate/Database/autoload.php";
@include_once "/usr/share/php/Monolog/autoload.php";
use Illuminate\Database\Capsule\Manager as DB;
$db = new DB; $db->addConnection(["driver" => "pgsql", "host" => "postgres", "database" => "berth", "username" => "berth", "password" => "tide-gate", "charset" => "utf8", "schema" => "public"]); $db->setAsGlobal();
$log = new Monolog\Logger("production", [$h = new Monolog\Handler\StreamHandler("php://stdout")]);
$h->setFormatter(new Monolog\Formatter\LineFormatter("[%datetime%] %channel%.%level_name%: %message% %context%\n", "Y-m-d H:i:s", true, true)); $h->getFormatter()->includeStacktraces();
for ($n = 0; $n < 400; $n++) {
    try {
        if ($n % 9 == 4 && $n > 200) DB::table("hinterland_routes")->where("id", $n)->first(); else DB::table("berths")->where("id", $n)->first();
        $log->info("GET /api/berths/$n 200");
    } catch (Throwable $e) { $log->error($e->getMessage(), ["exception" => $e]); }
}
