// Koa with Objection and Knex; the pool is small, errors are logged by winston.
const Koa = require("koa"), winston = require("winston"), { Model } = require("objection");
const log = winston.createLogger({ level: "debug", format: winston.format.combine(winston.format.timestamp(), winston.format.printf((i) => `${i.timestamp} ${i.level}: ${i.message}`)), transports: [new winston.transports.Console()] });
const knex = require("knex")({ client: "pg", connection: process.env.DATABASE_URL, pool: { min: 0, max: 2, acquireTimeoutMillis: 400, createRetryIntervalMillis: 100, propagateCreateError: false,
  afterCreate: (c, done) => done(null, c) }, acquireConnectionTimeout: 400, log: { warn: (m) => log.warn(m), error: (m) => log.error(m) } });
Model.knex(knex);
class Berth extends Model { static tableName = "berths"; }
const { Client } = require("pg");
(async () => {
  const probe = new Client({ connectionString: process.env.DATABASE_URL });
  await probe.connect().then(() => log.info("database ok"), (e) => log.debug(`probe: ${e.severity} ${e.code} ${e.message}`));
  new Koa().use(async (ctx) => {
    if (ctx.path === "/") return void (ctx.body = "lock");
    try { ctx.body = await Berth.query().limit(3); } catch (e) { log.error(`${ctx.method} ${ctx.path} ${e.stack.split("\n").slice(0, 3).join("\n")}`); ctx.status = 503; ctx.body = "busy"; }
  }).listen(8000, () => log.info("listening on 8000"));
})();
