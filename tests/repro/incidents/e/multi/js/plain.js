const express = require("express"), cors = require("cors"), morgan = require("morgan"), { Pool } = require("pg");
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(morgan("short"));
const run = (sql) => async (req, res, next) => { try { const { rows } = await pool.query(sql); cors()(req, res, () => res.json(rows)); } catch (e) { res.status(500).end(); } };
app.get("/api/v1/stays/:code", run("SELECT nights FROM stays LIMIT 1"));
app.get("/api/v1/vouchers", run("SELECT 1 / 0"));
app.listen(8000, "0.0.0.0", () => console.log("plain API listening"));
