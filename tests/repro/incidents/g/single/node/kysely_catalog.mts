import { Kysely, PostgresDialect, Generated } from 'kysely'
import pg from 'pg'

interface Plants { id: Generated<number>; sku: string; name: string | null; hardiness_zone: number | null }

const db = new Kysely<{ plants: Plants }>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) }),
  log: ['error'],
})

async function catalog(zone: number) {
  return db.selectFrom('plants').select(['sku', 'hardiness_zone']).where('hardiness_zone', '<=', zone).execute()
}

console.log(await catalog(6))
