const { Pool } = require("pg");

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
afterAll(() => pool.end());

test("adds a member", async () => {
  const { rows } = await pool.query("INSERT INTO members (email, full_name) VALUES ($1, $2) RETURNING id", ["ines@example.com", "Ines"]);
  expect(rows[0].id).toBeGreaterThan(0);
});

test("lists members", async () => {
  const { rows } = await pool.query("SELECT email FROM members");
  expect(rows.length).toBeGreaterThan(1);
});
