const fastify = require("fastify")({ logger: true });
const db = require("pg-promise")()(process.env.DATABASE_URL);
fastify.get("/", async () => ({ app: "quay" }));
fastify.get("/yard", async () => db.any("SELECT id, row_no FROM yard_slots"));
fastify.get("/berths", async () => db.any("SELECT id, code FROM berths LIMIT 2"));
fastify.listen({ port: +process.env.PORT || 8000, host: "0.0.0.0" });
