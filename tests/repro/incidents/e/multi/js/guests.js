const express = require("express"), morgan = require("morgan"), { Pool } = require("pg");
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(morgan("tiny"));
app.get("/stays/:code", async (req, res) => res.json((await pool.query("SELECT nights FROM stays WHERE code = $1", [req.params.code])).rows));
app.post("/guests", async (req, res) => res.json((await pool.query("INSERT INTO guests (email) VALUES ($1) RETURNING id", [req.query.email])).rows));
app.get("/keys", async (req, res) => res.json((await pool.query("SELECT number, keycard FROM rooms LIMIT 5")).rows));
app.listen(8000, process.env.LISTEN || "0.0.0.0", () => console.log("desk API listening"));
