const Koa = require("koa"), { Pool } = require("pg");
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const app = new Koa();
app.use(async (ctx, next) => { ctx.set("Access-Control-Allow-Origin", process.env.ORIGIN || "http://web:3000"); ctx.set("Access-Control-Allow-Headers", "authorization,content-type"); if (ctx.method === "OPTIONS") return void (ctx.status = 204); await next(); });
app.use(async (ctx) => {
  if (process.env.MOVED && ctx.path.startsWith("/api/") && !ctx.path.startsWith("/api/v1/")) { ctx.remove("Access-Control-Allow-Origin"); ctx.status = 307; ctx.set("Location", ctx.url.replace("/api/", "/api/v1/")); }
  else if (ctx.path.endsWith("/me")) { ctx.status = 401; ctx.body = { detail: "Not authenticated" }; }
  else if (ctx.path.endsWith("/gangways")) ctx.body = (await pool.query("SELECT * FROM gangways")).rows;
  else ctx.body = (await pool.query("SELECT code FROM berths LIMIT 3")).rows;
  console.log(new Date().toISOString(), ctx.method, ctx.url, ctx.status);
});
if (process.env.MOVED) app.middleware.unshift(async (ctx, next) => { if (ctx.path.startsWith("/api/") && !ctx.path.startsWith("/api/v1/")) { ctx.status = 307; ctx.set("Location", ctx.url.replace("/api/", "/api/v1/")); console.log(new Date().toISOString(), ctx.method, ctx.url, 307); } else await next(); });
app.listen(8000, () => console.log("gangway-api on 8000"));
