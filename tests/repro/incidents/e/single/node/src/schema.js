const { pgTable, serial, text } = require('drizzle-orm/pg-core');
exports.pilots = pgTable('pilots', { id: serial('id').primaryKey(), name: text('name').notNull() });
