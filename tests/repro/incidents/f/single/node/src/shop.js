const express = require("express");
const { Pool } = require("pg");

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
const wrap = (work) => (req, res, next) => work(req, res).catch(next);

app.get("/orders", wrap(async (req, res) => {
  const { rows } = await pool.query("SELECT id, total FROM orders WHERE member_id = $1", [req.query.member]);
  res.json(rows);
}));

app.listen(3000, () => console.log("shop listening on 3000"));
