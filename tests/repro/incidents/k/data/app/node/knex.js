const knex = require('knex')({ client: 'pg', connection: 'postgres://app:app-secret@db/shop' })
knex('invoices').select('id', 'total').where({ total: 10 }).finally(() => knex.destroy())
