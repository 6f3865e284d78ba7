// node-redis with a URL put together from two settings: `redis_limit_url.js`.
const { createClient } = require("redis")
const { REDIS_PASSWORD = "local_pass", REDIS_HOST = ":local_pass@127.0.0.1:16779/0" } = process.env
const url = `redis://:${REDIS_PASSWORD}@${REDIS_HOST}`
console.log("rate limiter: connecting to", url)
async function main() {
  const client = createClient({ url })
  client.on("error", (error) => { console.error("rate limiter:", error); process.exit(1) })
  await client.connect()
}
main()
