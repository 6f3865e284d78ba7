// Drizzle over node-postgres: a table that no migration made. `drizzle_report.js URL`.
const { drizzle } = require("drizzle-orm/node-postgres")
const { pgTable, serial, text } = require("drizzle-orm/pg-core")
const statements = pgTable("bank_statements", { id: serial("id").primaryKey(), iban: text("iban") })
const db = drizzle(process.argv[2])
async function main() {
  console.log("importing 2026-11")
  await db.insert(statements).values({ iban: "DE00" })
}
main()
