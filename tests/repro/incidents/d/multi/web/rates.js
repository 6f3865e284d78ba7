const express = require("express"), { rateLimit } = require("express-rate-limit"), morgan = require("morgan");
const app = express();
app.use(morgan("common"));
app.use("/v1/rates", rateLimit({ windowMs: 60000, limit: 700, legacyHeaders: false, message: { error: "429 Too Many Requests" } }));
app.get("/v1/rates/:n", (req, res) => res.json({ n: +req.params.n, rate: 1.2 }));
app.get("/v1/zones/:n", (req, res) => res.json({ n: +req.params.n }));
app.listen(8000, "0.0.0.0");
