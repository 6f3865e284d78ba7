// Fastify with its pino log: 800 requests, and one that the database refuses. `fastify_items.js URL`.
const fastify = require("fastify")
const { Client } = require("pg")
const app = fastify({ logger: true })
app.get("/items/:id", async (request) => ({ id: request.params.id }))
app.post("/accounts", async () => {
  const client = new Client({ connectionString: process.argv[2] })
  await client.connect()
  try { return (await client.query("INSERT INTO accounts (code) VALUES ($1)", ["A-7"])).rowCount } finally { await client.end() }
})
async function main() {
  for (let n = 0; n < 400; n++) await app.inject(`/items/${n}`)
  await app.inject({ method: "POST", url: "/accounts" })
  for (let n = 400; n < 800; n++) await app.inject(`/items/${n}`)
  process.exit(0)
}
main()
