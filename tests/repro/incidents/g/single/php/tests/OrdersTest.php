<?php

use PHPUnit\Framework\TestCase;

final class OrdersTest extends TestCase
{
    private PDO $db;

    protected function setUp(): void
    {
        $this->db = new PDO('pgsql:host=db;dbname=garden', 'garden', getenv('PGPASSWORD'), [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }

    public function testPlantsAreListed(): void
    {
        $this->assertGreaterThan(0, $this->db->query('SELECT count(*) FROM plants')->fetchColumn());
    }

    public function testOpenOrders(): void
    {
        $orders = $this->db->query("SELECT id FROM orders WHERE status = 'open'")->fetchAll();
        $this->assertSame([], $orders);
    }
}
