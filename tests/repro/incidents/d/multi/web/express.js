const express = require("express"), morgan = require("morgan"), { Pool } = require("pg");
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.use(morgan("combined"));
app.get("/api/parcels", async (req, res) => res.json((await pool.query("SELECT id, tracking FROM parcels LIMIT 5")).rows));
app.get("/api/quotes", async (req, res) => res.json((await pool.query("SELECT id, amount FROM quotes LIMIT 5")).rows));
app.post("/api/customers", async (req, res) => res.json((await pool.query("INSERT INTO customers (email) VALUES ($1) RETURNING id", [req.query.email])).rows[0]));
app.listen(8000, "0.0.0.0", () => console.log("API listening on 8000"));
