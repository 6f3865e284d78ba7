<?php
// Doctrine ORM: a flush meets a key that is there, the manager closes, and each later row only says so. Monolog lines.
require_once "/usr/share/php/Doctrine/ORM/autoload.php";
require_once "/usr/share/php/Monolog/autoload.php";
use Doctrine\ORM\EntityManager; use Doctrine\ORM\Mapping as ORM; use Doctrine\ORM\ORMSetup; use Doctrine\DBAL\DriverManager;
#[ORM\Entity] #[ORM\Table(name: "vessels")]
class Vessel { #[ORM\Id] #[ORM\GeneratedValue(strategy: "SEQUENCE")] #[ORM\SequenceGenerator(sequenceName: "vessels_id_seq", allocationSize: 1)] #[ORM\Column(type: "integer")] public $id; #[ORM\Column] public string $imo = ""; #[ORM\Column] public string $name = ""; }
$log = new Monolog\Logger("import", [$h = new Monolog\Handler\StreamHandler("php://stdout")]);
$h->setFormatter(new Monolog\Formatter\LineFormatter(null, null, true, true));
$config = new Doctrine\ORM\Configuration();
$config->setMetadataDriverImpl(new Doctrine\ORM\Mapping\Driver\AttributeDriver([__DIR__]));
$config->setProxyDir("/srv/berth/run"); $config->setProxyNamespace("P");
$params = ["driver" => "pdo_pgsql", "host" => "postgres", "dbname" => "berth", "user" => "berth", "password" => "tide-gate"];
$em = new EntityManager(DriverManager::getConnection($params, $config), $config);
for ($n = 0; $n < 220; $n++) {
    try {
        $v = new Vessel(); $v->imo = $n == 35 ? "9100012" : (string) (9400000 + $n); $v->name = "MV P$n";
        $em->persist($v); $em->flush();
        $log->info("row stored", ["n" => $n]);
    } catch (Throwable $e) { $log->error("row $n not stored: " . $e->getMessage(), ["exception" => get_class($e)]); }
}
