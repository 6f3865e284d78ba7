// node-postgres: `node pg_orders.js COMMAND URL`.
const { Client, Pool } = require("pg")
const [command, connectionString] = process.argv.slice(2)

async function list() {
  const pool = new Pool({ connectionString })
  const { rows } = await pool.query("SELECT id, total FROM orders WHERE discount_code = $1", ["SPRING"])
  console.log(rows)
}

async function login() {
  const client = new Client({ connectionString })
  await client.connect()
}

async function wait() {
  for (let attempt = 1; attempt <= 6; attempt++) {
    try {
      return await login()
    } catch (error) {
      console.error(`[db] attempt ${attempt}/6 failed:`, error)
      await new Promise((done) => setTimeout(done, 200))
    }
  }
  process.exit(1)
}

;({ list, login, wait })[command]()
