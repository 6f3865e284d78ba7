const Fastify = require("fastify"), Redis = require("ioredis"), { Pool } = require("pg");
const app = Fastify({ logger: true, disableRequestLogging: false });
const cache = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 1, enableOfflineQueue: true });
cache.on("error", (err) => app.log.warn({ err }, "cache is away"));
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
app.get("/stays/:code", async (req) => (await pool.query("SELECT nights FROM stays WHERE code = $1", [req.params.code])).rows);
app.get("/free", async () => ({ free: await cache.scard("free") }));
app.listen({ port: 8000, host: "0.0.0.0" });
