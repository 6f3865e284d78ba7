const pgp = require("pg-promise")({ error: (e, context) => log.error({ err: e, query: context.query }, "pg-promise") })
const log = require("bunyan").createLogger({ name: "port-report", serializers: require("bunyan").stdSerializers })
const db = pgp(process.argv[2])
;(async () => {
  log.info("collecting arrivals")
  const calls = await db.any("SELECT c.id, c.eta FROM port_calls c ORDER BY eta LIMIT 5")
  log.info({ rows: calls.length }, "calls read")
  await db.task(async (t) => t.any("SELECT v.name, v.gross_tonnage, v.imo FROM vessels v WHERE v.flag = ${flag}", { flag: "DE" }))
})().catch((e) => { log.fatal({ err: e }, "report stopped"); process.exitCode = 1 }).finally(() => pgp.end())
