const { Client } = require('pg')
const client = new Client('postgres://app:app-secret@db/shop')
beforeAll(() => client.connect())
afterAll(() => client.end())

test('lists invoices', async () => {
  const { rows } = await client.query('SELECT id, total FROM invoices')
  expect(rows).toEqual([])
})

test('adds a person once', async () => {
  await client.query("INSERT INTO people (email) VALUES ('grace@example.org')")
})
