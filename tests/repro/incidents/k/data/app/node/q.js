const { Pool } = require('pg')
const [, , sql, user = 'app', password = 'app-secret', database = 'shop', host = 'db'] = process.argv
const pool = new Pool({ host, user, password, database, connectionTimeoutMillis: 4000 })
async function main() {
  const { rows } = await pool.query(sql)
  console.log(rows)
}
main().catch((error) => {
  console.error('job failed', error)
  process.exit(1)
})
