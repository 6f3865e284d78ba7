// A sync job: reads shifts with one token for hours.
import got from "got";
import pino from "pino";
import fs from "node:fs";
const log = pino({ base: { job: "shift-sync" } });
const count = +process.argv[2];
const { token } = fs.existsSync("/srv/berth/run/token") ? { token: fs.readFileSync("/srv/berth/run/token", "utf8") } : await got.post("http://api:8000/login", { json: { login: "harbour", password: "gate" } }).json();
fs.writeFileSync("/srv/berth/run/token", token);
for (let n = 0; n < count; n++) {
  try { await got("http://api:8000/shifts", { headers: { authorization: "Bearer " + token }, retry: { limit: 0 } }); log.info({ n }, "shifts read"); }
  catch (err) { if (n % 10 === 3) log.error({ n, body: err.response?.body, err: { type: err.name, code: err.code } }, "shifts not read"); else log.warn({ n }, `Response code ${err.response?.statusCode} (${err.response?.statusMessage}), keeping old shifts`); }
}
