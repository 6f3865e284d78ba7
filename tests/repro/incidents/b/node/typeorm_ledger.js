// TypeORM: an entity has a column that the table does not have. `typeorm_ledger.js URL`.
require("reflect-metadata")
const { DataSource, EntitySchema } = require("typeorm")
const Account = new EntitySchema({
  name: "Account", tableName: "accounts",
  columns: { id: { type: Number, primary: true, generated: true }, code: { type: String }, closedOn: { type: "date", name: "closed_on", nullable: true } },
})
async function main() {
  const source = await new DataSource({ type: "postgres", url: process.argv[2], entities: [Account], logging: ["query", "error"] }).initialize()
  await source.getRepository(Account).find({ take: 5 })
}
main()
