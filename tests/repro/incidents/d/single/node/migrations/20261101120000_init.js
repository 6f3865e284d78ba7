exports.up = (knex) => knex.schema.createTable('visits', (t) => t.increments())
exports.down = (knex) => knex.schema.dropTable('visits')
