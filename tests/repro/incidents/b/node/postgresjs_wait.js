// postgres.js with winston: waits for the database. `postgresjs_wait.js URL`.
const postgres = require("postgres")
const winston = require("winston")
const log = winston.createLogger({ level: "info", defaultMeta: { service: "invoices" }, transports: [new winston.transports.Console()],
  format: winston.format.combine(winston.format.timestamp(), winston.format.errors({ stack: true }), winston.format.json()) })
async function main() {
  for (let attempt = 1; attempt <= 6; attempt++) {
    const sql = postgres(process.argv[2], { max: 1, connect_timeout: 2 })
    try {
      await sql`select 1`
      return log.info("connected")
    } catch (error) {
      log.error(error)
      log.info("retrying", { attempt })
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally { await sql.end({ timeout: 0 }) }
  }
  process.exit(1)
}
main()
