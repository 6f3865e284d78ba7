// An Express shop with pg: errors with a cause, an aggregate, and one failure that spoils a transaction. `node shop.js MODE`
const express = require("express")
const { Client, Pool } = require("pg")
const Redis = require("ioredis")
const mode = process.argv[2]
const connectionString = process.env.DATABASE_URL || "postgres://app:app-secret@db:5432/shop"

async function repository(sql) {
  const client = new Client({ connectionString })
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } catch (cause) {
    throw new Error("orders could not be read", { cause })
  } finally {
    client.end().catch(() => {})
  }
}

async function page(sql) {
  try {
    return await repository(sql)
  } catch (cause) {
    throw new Error("GET /orders failed", { cause })
  }
}

const modes = {
  async serve() {
    const app = express()
    app.get("/orders", async (request, response) => {
      try {
        response.json(await page("SELECT id, total FROM orders"))
      } catch (error) {
        console.error(error)
        response.status(500).json({ error: "Internal server error" })
      }
    })
    app.listen(3000, () => console.log("shop listens on 3000"))
  },
  async migrate() {
    const client = new Client({ connectionString })
    await client.connect()
    await client.query("BEGIN")
    const steps = ["ALTER TABLE orders ADD COLUMN weight integer", "CREATE INDEX ON orders (status)", "UPDATE orders SET carrier_id = 1",
      ...Array.from({ length: 60 }, (_, n) => `UPDATE orders SET weight = ${n} WHERE id = ${n}`)]
    for (const [n, sql] of steps.entries()) {
      try {
        await client.query(sql)
        console.log(`[migrate] ${n + 1}/${steps.length} ok: ${sql}`)
      } catch (error) {
        console.error(`[migrate] ${n + 1}/${steps.length} failed: ${sql}\n`, error)
      }
    }
    await client.query("ROLLBACK")
    await client.end()
    process.exitCode = 1
  },
  async start() {
    const pool = new Pool({ connectionString })
    const { rows } = await pool.query("SELECT count(*) FROM orders")
    console.log("orders:", rows[0].count)
  },
  async queue() {
    const redis = new Redis(process.env.REDIS_URL || "redis://redis:6379/0", { retryStrategy: (n) => (n > 25 ? null : 60), maxRetriesPerRequest: null })
    redis.on("error", (error) => console.error("[queue] connection:", error))
    redis.blpop("jobs", 0).catch((error) => {
      console.error("[queue] gave up:", error)
      process.exit(1)
    })
  },
}
modes[mode]()
