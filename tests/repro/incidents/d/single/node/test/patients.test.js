const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const findByEmail = async (email) => (await pool.query('SELECT id, full_name, phone FROM patients WHERE email = $1', [email])).rows[0]

afterAll(() => pool.end())

test('connects', async () => { await pool.query('SELECT 1') })

test('finds a patient by mail', async () => {
  expect((await findByEmail('ada@example.org')).full_name).toBe('Ada Lund')
})
