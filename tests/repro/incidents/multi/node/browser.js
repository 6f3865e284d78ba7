// Serves a page at port 3000 and prints what headless Chromium writes to its console: `node browser.js SCENE [AXIOS]`.
const http = require("http")
const fs = require("fs")
const { spawn } = require("child_process")
const api = "http://localhost:8000/api/v1"
const wait = "const wait = (ms) => new Promise((done) => setTimeout(done, ms));"
const scenes = {
  crash: `(async () => { for (const path of ["products/1", "products/2", "discounts", "products/3", "discounts"]) try { const r = await fetch("${api}/" + path);
    console.log("[dashboard] " + path + ": " + r.status, (await r.text()).slice(0, 60)) } catch (e) { console.error("[dashboard] " + path + ":", String(e)) } })()`,
  coupons: `(async () => { for (let n = 1; n < 30; n++) try { const r = await fetch("${api}/" + (n % 7 ? "products/" + n : "coupons"));
    console.log("[shop] loaded", n, r.status) } catch (e) { console.error("[shop] could not load", n, String(e)) } })()`,
  orders: `(async () => { for (let n = 1; n < 12; n++) try { const r = await fetch("${api}/" + (n % 3 ? "products/" + n : "orders")); console.log("loaded", n, r.status) }
    catch (e) { console.error("could not load", n, String(e)) } })()`,
  axios: `(async () => { for (let n = 1; n < 6; n++) await axios.get("${api}/products/" + n).catch((e) => console.error(e.name + ": " + e.message, JSON.stringify({ code: e.code, url: e.config.url }))) })()`,
  redirect: `(async () => { for (let n = 0; n < 4; n++) { console.log("[cart] loading, try", n + 1)
    await fetch("http://localhost:8000/api/basket", { headers: { Authorization: "Bearer none" } }).catch((e) => console.error("[cart]", String(e))) } })()`,
  limited: `${wait} (async () => { for (let n = 1; n < 26; n++) { const r = await fetch("${api}/schedule"); if (r.ok) console.log("schedule loaded, try " + n)
    else console.error("api: " + r.status + " " + r.statusText + ", retrying", n); await wait(40) }
    for (let n = 0; n < 8; n++) { console.log(JSON.stringify({ isAuthenticated: false, isLoading: true })); const r = await fetch("${api}/schedule?me"); if (!r.ok) console.error("api: " + r.status + " " + r.statusText + " auth/me") } })()`,
  token: `${wait} (async () => { for (let n = 0; n < 12; n++) { console.log("AuthContext", JSON.stringify({ isAuthenticated: false, isLoading: true }))
    const r = await fetch("${api}/users/me", { headers: { Authorization: "Bearer " + "TOKEN" } }); console.error("api: " + r.status, await r.text(), "redirecting to /login"); await wait(50) } })()`,
}
const scene = process.argv[2]
const axios = scene === "axios" ? fs.readFileSync("node_modules/axios/dist/axios.min.js", "utf8").replace(/\/\/# sourceMapping.*/, "") : ""
const page = `<!doctype html><title>Dashboard</title><link rel="icon" href="data:,"><script>${axios}</script><script src="/app.js"></script>`
const server = http.createServer((request, response) => {
  if (request.url === "/app.js") response.setHeader("content-type", "text/javascript").end(scenes[scene].replace("TOKEN", process.env.TOKEN || "none"))
  else response.setHeader("content-type", "text/html").end(page)
})
server.listen(3000, "127.0.0.1", () => {
  const profile = fs.mkdtempSync("/srv/stack/run/profile-")
  const chromium = spawn("chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--user-data-dir=${profile}`,
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", "http://localhost:3000/"])
  let rest = ""
  chromium.stderr.on("data", (data) => {
    const lines = (rest + data).split("\n")
    rest = lines.pop()
    for (const line of lines) if (line.includes("CONSOLE")) console.log(line)
  })
  setTimeout(() => chromium.kill("SIGTERM"), +(process.env.SECONDS || 12) * 1000)
  chromium.on("close", () => {
    fs.rmSync(profile, { recursive: true, force: true })
    server.close()
    process.exit(0)
  })
})
