exports.up = (knex) => knex.schema.createTable("orders", (t) => { t.increments(); });
exports.down = (knex) => knex.schema.dropTable("orders");
