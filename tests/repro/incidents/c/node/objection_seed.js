const { Model } = require("objection")
const log4js = require("log4js")
log4js.configure({ appenders: { out: { type: "stdout", layout: { type: "basic" } } }, categories: { default: { appenders: ["out"], level: "debug" } } })
const log = log4js.getLogger("seed")
const knex = require("knex")({ client: "pg", connection: process.argv[2] })
Model.knex(knex)
class Berth extends Model { static tableName = "berths" }
;(async () => {
  log.info("seeding berths")
  await Berth.query().insert({ code: "Q-" + process.pid, depth: 8 })
  await Berth.query().insert({ code: "Q-02", depth: 8 })
})().catch((e) => log.error("seed failed:", e)).finally(() => knex.destroy())
