const Redis = require('ioredis')
let url = process.env.REDIS_URL
if (process.env.REDIS_PASSWORD) url = url.replace('redis://', `redis://:${process.env.REDIS_PASSWORD}@`)
console.log({ env: 'staging', port: 3000, redis: url })
const redis = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null })
redis.on('error', (error) => console.error('cache:', error))
redis.get('menu:version').catch((error) => { console.error(error); process.exit(1) })
