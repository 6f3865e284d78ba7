// clients.js CLIENT URL [TOKEN]: what each HTTP client shows of an answer that is not 2xx
const [, , which, url, token] = process.argv
const headers = token ? { authorization: "Bearer " + token } : {}
const body = { username: "admin", password: "AdminPassword123!" }
const run = {
  got: () => require("got")(url, { retry: 0, headers }).json(),
  gotpost: () => require("got").post(url, { retry: 0, json: body }).json(),
  async ky() { const { default: ky } = await import("ky"); return ky(url, { headers, retry: 0 }).json() },
  superagent: () => require("superagent").post(url).send(body),
  superget: () => require("superagent").get(url).set(headers),
  async undici() { const { request } = require("undici"); const r = await request(url, { headers }); const text = await r.body.text(); if (r.statusCode >= 400) console.error("undici:", r.statusCode, r.headers, text); else console.log(text) },
  async throwing() { const { request } = require("undici"); return (await request(url, { headers, throwOnError: true })).body.text() },
  async fetch() { const r = await fetch(url, { headers }); console.log(r); console.log(await r.text()); if (!r.ok) throw new Error("HTTP " + r.status) },
  axios: () => require("axios").get(url, { headers }),
}
const times = +(process.env.TIMES || 1)
;(async () => {
  for (let n = 1; n <= times; n++) { const r = await run[which](); console.log("request", n, "ok", typeof r === "object" && r && !r.headers ? r : "") }
})().catch((e) => { console.error(e); process.exitCode = 1 })
