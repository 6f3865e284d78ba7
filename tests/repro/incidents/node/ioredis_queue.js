// ioredis against a Redis that is not there, or with a URL that has the password twice: `node ioredis_queue.js URL`.
const Redis = require("ioredis")
const url = process.argv[2]
console.log(`queue: using ${url}`)
const redis = new Redis(url, { retryStrategy: (times) => (times > 4 ? null : 100), maxRetriesPerRequest: 3 })
redis.ping().catch((error) => console.error("queue: ping failed:", error)).finally(() => setTimeout(() => redis.disconnect(), 300))
