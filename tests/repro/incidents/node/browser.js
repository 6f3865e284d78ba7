// Serves a page at port 15641 and prints what headless Chromium writes to its console: `node browser.js SCENE`.
const http = require("http")
const fs = require("fs")
const { spawn } = require("child_process")
const api = "http://127.0.0.1:15640"
const scenes = {
  origin: `fetch("${api}/plain").then(r => r.json()).then(console.log).catch(e => console.error("loading the profile failed:", e.message))`,
  other: `const x = new XMLHttpRequest(); x.open("GET", "${api}/other-origin"); x.onerror = () => console.error("XHR failed, status", x.status); x.send()`,
  preflight: `fetch("${api}/orders", { method: "PUT", headers: { "Content-Type": "application/json", "X-Trace": "1" }, body: "{}" }).catch(e => console.error(String(e)))`,
  redirect: `fetch("${api}/api/auth/me", { headers: { Authorization: "Bearer none" } }).catch(e => console.error("[auth] validateToken:", String(e)))`,
  crash: `console.log("dashboard: loading widgets"); fetch("${api}/allowed/crash").catch(e => console.error("dashboard:", String(e)))`,
  network: `axios.get("http://127.0.0.1:15699/api/v1/orders").catch(e => console.error(e.name + ": " + e.message, JSON.stringify({ code: e.code, url: e.config.url })))`,
  limited: `const get = async (path) => { const r = await fetch("${api}/allowed/limited?" + path); if (!r.ok) console.error("api: " + r.status + " " + r.statusText, path) };
    (async () => { for (let n = 1; n < 15; n++) { console.log("schedule: generating, try " + n); await get("schedule/generate") }
    for (let n = 0; n < 6; n++) { console.log(JSON.stringify({ isAuthenticated: false, isLoading: true })); await get("auth/me") } })()`,
  loop: `const n = +(new URLSearchParams(location.search).get("n") || 0); console.log("AuthContext", JSON.stringify({ isAuthenticated: false, isLoading: true }));
    fetch("${api}/allowed/unauthorized").then(r => { if (r.status === 401 && n < 8) { console.log("api: 401, redirecting to /login"); location.href = "/login?n=" + (n + 1) } })`,
}
const scene = process.argv[2]
const axios = scene === "network" ? fs.readFileSync("node_modules/axios/dist/axios.min.js", "utf8").replace(/\/\/# sourceMapping.*/, "") : ""
const page = `<!doctype html><title>Dashboard</title><link rel="icon" href="data:,"><script>${axios}</script><script src="/app.js"></script>`
const server = http.createServer((request, response) => {
  if (request.url === "/app.js") response.setHeader("content-type", "text/javascript").end(scenes[scene])
  else response.setHeader("content-type", "text/html").end(page)
})
server.listen(15641, "127.0.0.1", () => {
  const profile = fs.mkdtempSync("/srv/orders/profile-")
  const chromium = spawn("chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--user-data-dir=${profile}`,
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", "http://localhost:15641/"])
  let text = ""
  chromium.stderr.on("data", (data) => (text += data))
  setTimeout(() => chromium.kill("SIGTERM"), 12000)
  chromium.on("close", () => {
    process.stdout.write(text.split("\n").filter((line) => line.includes("CONSOLE")).join("\n") + "\n")
    fs.rmSync(profile, { recursive: true, force: true })
    server.close()
    process.exit(0)
  })
})
