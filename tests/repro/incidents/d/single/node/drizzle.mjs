import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import pg from 'pg'

const patients = pgTable('patients', { id: integer('id').primaryKey(), fullName: text('full_name'), email: text('email') })
const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL }))
await db.insert(patients).values([{ id: 90, fullName: 'Ada Lund', email: 'ada@example.org' }])
console.log('seeded')
process.exit(0)
