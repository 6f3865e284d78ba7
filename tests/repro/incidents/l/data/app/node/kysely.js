const { Kysely, PostgresDialect } = require('kysely')
const { Pool } = require('pg')
const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.PG }) }), log: ['error'] })
db.selectFrom('payments').select(['id', 'total']).execute().catch(e => process.exit(1))
