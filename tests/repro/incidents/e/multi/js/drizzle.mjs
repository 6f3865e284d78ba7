import Fastify from "fastify";
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, serial, text, integer } from "drizzle-orm/pg-core";
import pg from "pg";

const rooms = pgTable("rooms", { id: serial("id"), number: text("number"), floor: integer("floor") });
const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL }));
const app = Fastify({ logger: true });
app.get("/stays/:code", async (req) => (await db.$client.query("SELECT nights FROM stays WHERE code = $1", [req.params.code])).rows);
app.get("/rooms", async () => db.select().from(rooms).limit(5));
app.listen({ port: 8000, host: "0.0.0.0" });
