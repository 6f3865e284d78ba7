// Serves a page at port 16741 and prints what headless Chromium writes to its console: `page.js SCENE API`.
const http = require("http")
const fs = require("fs")
const { spawn } = require("child_process")
const [, , scene, api] = process.argv
const scenes = {
  fetch: `console.log("board: loading"); fetch("${api}").then((r) => r.json()).then((d) => console.log(d.length)).catch((e) => console.error("board:", e.message))`,
  post: `console.log("accounts: saving"); fetch("${api}", { method: "POST", body: '{"code": "A-7"}' }).then((r) => r.json()).catch((e) => console.error("accounts:", e.message))`,
  auth: `fetch("${api}", { headers: { Authorization: "Bearer eyJ" } }).then((r) => r.json()).catch((e) => console.error("useSession:", e.message))`,
  module: `import("${api}").catch((e) => console.error(String(e)))`,
  cascade: `const call = async (method, path) => { const r = await fetch("${api}" + path, { method }); if (!r.ok) throw new Error(r.status + " " + r.statusText); return r.json() }
    const auth = { isLoading: true }
    ;(async () => { for (let n = 1; n <= 8; n++) try { await call("POST", "/limited/schedule") } catch (e) { console.warn("generate, try " + n + ": " + e.message) }
    for (let n = 1; n <= 5; n++) try { await call("GET", "/limited/auth/me"); auth.isLoading = false } catch (e) { console.error("AuthProvider: " + e.message + ", isLoading is still " + auth.isLoading) } })()`,
  loop: `const n = +(new URLSearchParams(location.search).get("from") || 0); console.log("useAuth", JSON.stringify({ isAuthenticated: false, isLoading: true }), location.pathname);
    fetch("${api}").then((r) => { if (r.status === 401 && n < 6) { console.warn("session: 401, router.replace('/login')"); location.replace("/login?from=" + (n + 1)) } })`,
  network: `axios.get("${api}", { timeout: 4000 }).catch((e) => { console.error("Uncaught (in promise)", e.toString()); console.error(JSON.stringify(e.toJSON()).slice(0, 400)) })`,
}
const axios = scene === "network" ? fs.readFileSync("node_modules/axios/dist/axios.min.js", "utf8").replace(/\/\/# sourceMapping.*/, "") : ""
const page = `<!doctype html><title>Portal</title><link rel="icon" href="data:,"><script>${axios}</script><script src="/assets/index-3f9c1d.js"></script>`
const server = http.createServer((request, response) => {
  if (request.url.startsWith("/assets/")) response.setHeader("content-type", "text/javascript").end(scenes[scene])
  else response.setHeader("content-type", "text/html").end(page)
})
server.listen(16741, "127.0.0.1", () => {
  const profile = fs.mkdtempSync("/srv/ledger/profile-")
  const wide = process.env.WEBKIT
  const browser = wide ? spawn("xvfb-run", ["-a", "/usr/bin/python3", "webkit.py", "http://localhost:16741/"], { cwd: "/srv/ledger/app", detached: true })
    : spawn("chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--user-data-dir=${profile}`, "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", "http://localhost:16741/"])
  let text = ""
  browser.stderr.on("data", (data) => (text += data))
  browser.stdout.on("data", (data) => (text += data))
  if (!wide) setTimeout(() => browser.kill("SIGTERM"), +(process.env.WAIT || 11000))
  browser.on("close", () => {
    process.stdout.write(text.split("\n").filter((line) => line.includes("CONSOLE")).join("\n") + "\n")
    fs.rmSync(profile, { recursive: true, force: true })
    process.exit(0)
  })
})
