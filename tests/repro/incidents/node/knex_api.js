// Knex and pino: every failure is one JSON line.
const pino = require("pino")({ name: "orders-api", level: "debug", base: { pid: 1, hostname: "orders-api" } })
const knex = require("knex")({ client: "pg", connection: process.argv[3] || "postgres://app:app-secret@127.0.0.1:15633/shop" })
const queries = {
  column: () => knex("orders").select("id", "shipped_at").where({ status: "open" }),
  table: () => knex("stock_levels").count(),
  insert: () => knex("people").insert([{ email: "joan@example.org" }, { email: "joan@example.org" }]),
}

;(async () => {
  pino.info({ port: 8080 }, "listening")
  for (let n = 0; n < 12; n++) pino.debug({ req: { id: n, method: "GET", url: `/orders/${n}` }, res: { statusCode: 200 } }, "request completed")
  try {
    await queries[process.argv[2]]()
  } catch (err) {
    pino.error({ err, req: { id: 13, method: "GET", url: "/orders" } }, "request failed")
  }
  for (let n = 14; n < 20; n++) pino.debug({ req: { id: n, method: "GET", url: `/orders/${n}` }, res: { statusCode: 200 } }, "request completed")
  await knex.destroy()
})()
