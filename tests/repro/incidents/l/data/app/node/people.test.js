const { test, expect } = require('vitest')
const { Pool } = require('pg')
const pool = new Pool({ connectionString: process.env.PG })
test('creates a person', async () => {
  const { rows } = await pool.query('INSERT INTO people (email) VALUES ($1) RETURNING id', ['ada@example.org'])
  expect(rows).toHaveLength(1)
})
test('lists explanations', async () => {
  const { rows } = await pool.query('SELECT id, explanation FROM assignments')
  expect(rows).toHaveLength(0)
})
