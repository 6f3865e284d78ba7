exports.up = (knex) => knex.schema.createTable('moorings', (t) => { t.increments(); t.string('buoy'); });
exports.down = (knex) => knex.schema.dropTable('moorings');
