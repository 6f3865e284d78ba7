const express = require("express"), { Pool } = require("pg");
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.get("/invoices/:n", async (req, res) => { if (+req.params.n % 37 === 5) await pool.query("SELECT nothing FROM nowhere"); res.json({ n: +req.params.n }); });
app.use((err, req, res, next) => { console.log(`${req.method} ${req.url} 500`); res.status(500).json({ detail: "Internal server error" }); });
app.listen(8000, "0.0.0.0", () => console.log("billing listening"));
