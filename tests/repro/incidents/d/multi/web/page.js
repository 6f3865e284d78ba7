// Serves a page at web:5173 and prints Chromium's console: `node page.js SCENE`.
const http = require("http"), fs = require("fs"), puppeteer = require("puppeteer-core").default || require("puppeteer-core");
const A = "http://backend:8000", wait = "const wait = (ms) => new Promise((d) => setTimeout(d, ms));";
const scenes = {
  customers: `${wait}(async () => { for (let n = 1; n < 40; n++) { try { const r = n % 5 ? await fetch("${A}/api/v1/tracking/PX400" + n) : await fetch("${A}/api/v1/customers?email=c" + n + "@example.com", { method: "POST" }); console.info("[api]", n, r.status); } catch (e) { console.error("[api] request failed", n, String(e)); } await wait(30); } })()`,
  basket: `${wait}(async () => { for (let n = 1; n < 30; n++) { try { const r = await axios.get("${A}/api/v1/" + (n % 3 ? "tracking/PX40012" : "basket")); console.info("[api]", n, r.status); } catch (e) { console.error("[basket] " + e.name + ": " + e.message, e.code); } await wait(30); } })()`,
  origin: `${wait}(async () => { for (let n = 1; n < 12; n++) { try { const r = await fetch("${A}/api/v1/customers", { method: "POST", headers: { "Content-Type": "application/json", Authorization: "Bearer x" }, body: "{}" }); console.info("[api]", r.status); } catch (e) { console.error("[checkout] could not save", String(e)); } await wait(40); } })()`,
  cascade: `${wait}(async () => { for (let n = 1; n < 40; n++) { const r = await fetch("${A}/api/quotes"); if (r.ok) console.info("[quotes] ok"); else console.error("[quotes] HTTP " + r.status + ", retrying", n); await wait(15); }
    for (let n = 0; n < 12; n++) { console.log("useAuth", JSON.stringify({ isAuthenticated: false, isLoading: true })); const r = await fetch("${A}/api/auth/me"); if (!r.ok) console.error("[auth] /me HTTP " + r.status); await wait(30); } })()`,
};
const scene = process.argv[2];
const lib = scene === "basket" ? fs.readFileSync("/app/node_modules/axios/dist/axios.min.js", "utf8").replace(/\/\/# source.*/, "") : "";
http.createServer((q, r) => { if (q.url === "/src/main.js") { r.setHeader("content-type", "text/javascript"); r.end(scenes[scene]); } else { r.setHeader("content-type", "text/html"); r.end(`<!doctype html><link rel="icon" href="data:,"><script>${lib}</script><script src="/src/main.js"></script>`); } }).listen(5173, async () => {
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], env: { ...process.env, HOME: "/app/run" } });
  const page = await browser.newPage();
  page.on("console", (m) => { const l = m.location(); const at = l && l.url ? l.url.replace(/^http:..web:5173.(src.)?/, "") + ":" + (l.lineNumber + 1) + " " : ""; console.log(at + (m.type() === "error" ? "Error " : "") + m.text()); });
  await page.goto("http://web:5173/");
  await new Promise((d) => setTimeout(d, +(process.env.SECONDS || 5) * 1000));
  await browser.close(); process.exit(0);
});
