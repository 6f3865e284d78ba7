"use strict";
module.exports = { async up(q, S) { await q.createTable("orders", { id: { type: S.INTEGER, primaryKey: true } }); }, async down(q) { await q.dropTable("orders"); } };
