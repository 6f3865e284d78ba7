const { drizzle } = require('drizzle-orm/node-postgres')
const { pgTable, serial, text } = require('drizzle-orm/pg-core')
const people = pgTable('people', { id: serial('id').primaryKey(), email: text('email') })
const assignments = pgTable('assignments', { id: serial('id').primaryKey(), explanation: text('explanation') })
const db = drizzle(process.env.PG)
const run = { dup: () => db.insert(people).values({ email: 'ada@example.org' }), col: () => db.select().from(assignments) }
run[process.argv[2]]().catch(e => { console.error(e); process.exit(1) })
