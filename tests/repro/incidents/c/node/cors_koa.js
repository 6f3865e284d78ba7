// Koa 3: allows https://harbor.example only; 308-like moves; a crash without headers
const Koa = require("koa")
const app = new Koa()
const mode = process.argv[2]
app.silent = true
app.use(async (context, next) => {
  const start = Date.now()
  try { await next() } finally { console.log(`${new Date().toISOString()} ${context.method} ${context.url} ${context.status === 404 && mode === "crash" ? 500 : context.status} ${Date.now() - start}ms`) }
})
const allow = (context) => { context.set("Access-Control-Allow-Origin", mode === "origin" ? "https://harbor.example" : "http://localhost:3000"); context.set("Access-Control-Allow-Headers", "authorization, content-type"); context.set("Access-Control-Allow-Methods", "GET, POST, PUT") }
const hits = {}
app.use((context) => {
  if (mode === "moved" && context.path.startsWith("/api/") && !context.path.startsWith("/api/v1/")) { context.status = 307; context.set("Location", "/api/v1/" + context.path.slice(5)); context.body = ""; return }
  if (mode === "crash" && context.method !== "OPTIONS") { throw new Error("hidden") }
  allow(context)
  if (context.method === "OPTIONS") { context.status = 204; return }
  if (mode === "limit") {
    hits.n = (hits.n || 0) + 1
    if (hits.n > 5) { context.status = 429; context.set("Retry-After", "60"); context.body = { detail: "Rate limit exceeded: 5 per 1 minute" }; return }
    context.status = context.method === "POST" ? 422 : 200; context.body = {}; return
  }
  if (mode === "auth") { context.status = 401; context.body = { detail: "Not authenticated" }; return }
  context.body = [1, 2]
})
app.listen(8000, "127.0.0.1")
