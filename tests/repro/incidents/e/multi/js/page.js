// Serves a page at web:4200 and prints Chromium's console: `node page.js SCENE`.
const http = require("http"), fs = require("fs"), puppeteer = require("puppeteer-core").default || require("puppeteer-core");
const A = "http://backend:8000/api/v1", wait = "const wait = (ms) => new Promise((d) => setTimeout(d, ms));";
const get = (paths, times, ms, options = "{}") => `${wait}(async () => { const paths = ${JSON.stringify(paths)}; for (let n = 0; n < ${times}; n++) { const path = paths[n % paths.length]; try { const r = await fetch("${A}" + path, ${options}); const body = await r.text(); if (r.ok) console.info("[http] GET " + path + " " + r.status); else console.warn("[http] GET " + path + " " + r.status + " " + body); } catch (e) { console.error("[http] GET " + path + " failed: " + e.message); } await wait(${ms}); } })()`;
const scenes = {
  vouchers: get(["/stays/ST7001", "/stays/ST7002", "/stays/ST7003", "/vouchers"], 60, 30),
  all: get(["/stays/ST7001", "/stays/ST7002"], 18, 60),
  availability: get(["/stays/ST7004", "/stays/ST7005", "/availability"], 60, 30),
  boot: `${wait}(async () => { for (let n = 1; n < 16; n++) { try { const r = await axios.get("${A}/stays/ST7001"); console.info("[stays]", r.status); } catch (e) { console.error("[stays] " + e.name + ": " + e.message + " (" + e.code + ")"); } await wait(350); } })()`,
  redirect: `${wait}(async () => { for (let n = 1; n < 14; n++) { try { const r = await fetch("http://gateway:8080/api/users/me"); console.info("[auth] /me", r.status); } catch (e) { console.error("[auth] /me: " + e.message); } await wait(200); } })()`,
  origin: `${wait}(async () => { for (let n = 1; n < 16; n++) { try { const r = await fetch("${A}/guests?email=web" + n + "@example.com", { method: "POST", headers: { "X-Requested-With": "lodge" } }); console.info("[desk] saved", r.status); } catch (e) { console.error("[desk] guest " + n + " not saved: " + e.message); } await wait(60); } })()`,
  retry: `${wait}(async () => { for (let n = 1; n < 45; n++) { try { const r = await fetch("${A}/rooms"); if (!r.ok) throw new Error("HTTP " + r.status); } catch (e) { console.error("[rooms] try " + n + ": " + e.message + ", trying again"); } await wait(20); }
    for (let n = 0; n < 14; n++) { console.log("[AuthProvider] render", JSON.stringify({ isAuthenticated: false, isLoading: true })); const r = await fetch("${A}/users/me"); if (!r.ok) console.error("[AuthProvider] /users/me HTTP " + r.status); await wait(30); } })()`,
  login: `console.log("AuthContext", JSON.stringify({ isAuthenticated: false, isLoading: true })); fetch("${A}/users/me").then((r) => { if (r.status === 401) { console.warn("[api] 401 from /users/me at " + location.pathname + ", redirecting to /login"); setTimeout(() => { location.href = "/login"; }, 40); } })`,
};
const scene = process.argv[2];
const lib = scene === "boot" ? fs.readFileSync("/app/node_modules/axios/dist/axios.min.js", "utf8").replace(/\/\/# source.*/, "") : "";
http.createServer((q, r) => { if (q.url === "/main.js") { r.setHeader("content-type", "text/javascript"); r.end(scenes[scene]); } else { r.setHeader("content-type", "text/html"); r.end(`<!doctype html><link rel="icon" href="data:,"><script>${lib}</script><script src="/main.js"></script>`); } }).listen(4200, async () => {
  const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], env: { ...process.env, HOME: "/app/run" } });
  const page = await browser.newPage();
  page.on("console", (m) => { const l = m.location(); const at = l && l.url ? l.url.replace(/^http:..web:4200./, "") + ":" + (l.lineNumber + 1) + " " : ""; console.log(at + (m.type() === "error" ? "✖ " : m.type() === "warn" ? "⚠ " : "") + m.text()); });
  await page.goto("http://web:4200/");
  await new Promise((d) => setTimeout(d, +(process.env.SECONDS || 5) * 1000));
  await browser.close(); process.exit(0);
});
