// Serves a page at web:3000 and prints what a headless Chromium (Puppeteer) tells of its console: `node page.js SCENE`.
const http = require("http"), fs = require("fs"), puppeteer = require("puppeteer-core").default || require("puppeteer-core");
const A = "http://api:8000", wait = "const wait = (ms) => new Promise((d) => setTimeout(d, ms));";
const scenes = {
  masked: `${wait}(async () => { for (let n = 1; n < 40; n++) { try { const r = await fetch("${A}/api/v1/" + (n % 4 ? "berths" : "gangways")); console.info("GET", n, r.status); } catch (e) { console.error("BoardStore: could not refresh", n, String(e)); } await wait(20); } })()`,
  origin: `${wait}(async () => { for (let n = 1; n < 15; n++) { await new Promise((done) => { const x = new XMLHttpRequest(); x.open("GET", "${A}/api/v1/berths"); x.onloadend = () => { console.warn("planner: status", x.status, "after", n); done(); }; x.send(); }); await wait(60); } })()`,
  redirect: `${wait}(async () => { for (let n = 1; n < 9; n++) { console.info("auth: loading profile", n); try { await fetch("${A}/api/profile", { headers: { Authorization: "Bearer none" } }); } catch (e) { console.error("auth:", String(e)); } await wait(80); } })()`,
  cascade: `${wait}(async () => { for (let n = 1; n < 34; n++) { const r = await fetch("${A}/plan"); if (r.ok) console.info("plan: solver failed, retry", n); else console.error("plan: HTTP " + r.status, "retry", n); await wait(15); }
    for (let n = 0; n < 10; n++) { console.log("AuthProvider render", JSON.stringify({ isAuthenticated: false, isLoading: true })); const r = await fetch("${A}/auth/me"); if (!r.ok) console.error("auth/me: HTTP " + r.status); await wait(30); } })()`,
  loop: `(async () => { console.log("AuthProvider render", JSON.stringify({ isAuthenticated: false, isLoading: true })); const r = await fetch("${A}/api/v1/me"); if (r.status === 401) { console.warn("401 from /api/v1/me, redirecting to /login"); setTimeout(() => (location.href = "/login"), 60); } })()`,
  network: `${wait}(async () => { for (let n = 0; n < 8; n++) { await axios.get("${A}/api/vessels", { timeout: 4000 }).then(() => console.info("ok"), (e) => console.error(e.name + ": " + e.message, e.code, e.config.url)); await wait(300); } })()`,
};
const scene = process.argv[2];
const lib = scene === "network" ? fs.readFileSync("/srv/berth/node/node_modules/axios/dist/axios.min.js", "utf8").replace(/\/\/# source.*/, "") : "";
http.createServer((q, r) => { if (q.url === "/app.js") { r.setHeader("content-type", "text/javascript"); r.end(scenes[scene]); } else { r.setHeader("content-type", "text/html"); r.end(`<!doctype html><link rel="icon" href="data:,"><script>${lib}</script><script src="/app.js"></script>`); } }).listen(3000, async () => {
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], env: { ...process.env, HOME: "/srv/berth/run" } });
  const page = await browser.newPage();
  page.on("console", (m) => { const l = m.location(); console.log(`[${m.type()}] ${m.text()}${l && l.url ? ` (${l.url}${l.lineNumber !== undefined ? ":" + (l.lineNumber + 1) : ""})` : ""}`); });
  await page.goto("http://web:3000/");
  await new Promise((d) => setTimeout(d, +(process.env.SECONDS || 5) * 1000));
  await browser.close(); process.exit(0);
});
