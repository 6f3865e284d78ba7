// MikroORM: a seed that runs twice. `mikro_seed.js URL`.
const { MikroORM, EntitySchema } = require("@mikro-orm/postgresql")
const Customer = new EntitySchema({ name: "Customer", tableName: "customers", properties: { id: { type: "number", primary: true }, email: { type: "string" } } })
async function main() {
  const orm = await MikroORM.init({ entities: [Customer], clientUrl: process.argv[2], debug: true, colors: false })
  const em = orm.em.fork()
  em.create(Customer, { email: "ada@example.org" })
  await em.flush()
}
main().catch((error) => { console.error(error); process.exit(1) })
