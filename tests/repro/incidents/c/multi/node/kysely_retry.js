// Imports vessels, tries each failure again and again.
const { Kysely, PostgresDialect } = require("kysely"), { Pool } = require("pg"), bunyan = require("bunyan");
const log = bunyan.createLogger({ name: "imo-import", hostname: "quay-03", serializers: bunyan.stdSerializers });
const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) }) });
(async () => {
  for (let n = 0; n < 260; n++) {
    const imo = n === 140 ? "9100007" : String(9300000 + n);
    for (let attempt = 1; attempt <= 60; attempt++) {
      try { await db.insertInto("vessels").values({ imo, name: "MV " + n }).execute(); if (n % 5 === 0) log.info({ imo }, "added"); break; }
      catch (err) { if (attempt === 1) log.warn({ err, imo }, "insert failed, will retry"); else log.warn({ imo, attempt }, "retrying batch, previous attempt did not succeed"); }
    }
  }
  process.exit(0);
})();
