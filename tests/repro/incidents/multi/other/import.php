<?php
// PDO: exceptions with `previous`. `php import.php`
class RepositoryException extends RuntimeException {}
class ImportException extends RuntimeException {}
function log_line($text) { fprintf(STDERR, "[%s] import.INFO: %s\n", date("Y-m-d\\TH:i:sP"), $text); }
function repository($db, $id) {
    try {
        return $db->query("SELECT id, tracking_number FROM orders WHERE id = $id")->fetchAll();
    } catch (PDOException $error) {
        throw new RepositoryException("order $id could not be read", 0, $error);
    }
}
$db = new PDO("pgsql:host=db;dbname=shop", "app", "app-secret", [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
for ($n = 0; $n < 300; $n++) log_line("order $n unchanged");
try {
    repository($db, 7);
} catch (RepositoryException $error) {
    throw new ImportException("import stopped at order 7", 0, $error);
}
