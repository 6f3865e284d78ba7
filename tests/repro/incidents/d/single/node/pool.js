const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
async function main() {
  const { rows } = await pool.query('SELECT now()')
  console.log(rows)
}
main().catch((e) => {
  console.error('❌ Failed to connect to database:', e)
  process.exit(1)
})
