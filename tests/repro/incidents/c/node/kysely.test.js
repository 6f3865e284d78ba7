const { Kysely, PostgresDialect, CamelCasePlugin } = require("kysely")
const { Pool } = require("pg")
const assert = require("assert")
const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) }), plugins: [new CamelCasePlugin()] })
after(() => db.destroy())
describe("berths", () => {
  it("lists the berths", async () => assert.ok((await db.selectFrom("berths").selectAll().execute()).length >= 2))
  for (const code of ["Q-01", "Q-02"]) it("finds " + code, async () => assert.ok(await db.selectFrom("berths").select("id").where("code", "=", code).executeTakeFirst()))
})
describe("tug orders", () => {
  it("starts without an order", async () => assert.deepEqual(await db.selectFrom("tugOrders").selectAll().where("berthId", "=", 1).execute(), []))
  it("knows its format", () => assert.match("T-2031", /^T-\d+$/))
})
