const express = require("express"), { rateLimit } = require("express-rate-limit"), cors = require("cors"), morgan = require("morgan");
const app = express();
app.use(morgan("dev"), cors(), rateLimit({ windowMs: 60000, limit: 25, message: { error: "429 Too Many Requests" } }));
app.get("/api/quotes", (req, res) => res.status(503).json({ error: "quotes are being computed" }));
app.get("/api/auth/me", (req, res) => res.json({ email: "a@example.com" }));
app.listen(8000, "0.0.0.0");
