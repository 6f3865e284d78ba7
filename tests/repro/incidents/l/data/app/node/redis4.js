const { createClient } = require('redis')
let url = process.env.REDIS_URL
if (process.env.REDIS_PASSWORD) url = url.replace('redis://', `redis://:${process.env.REDIS_PASSWORD}@`)
console.log('cache url', url)
const client = createClient({ url, socket: { reconnectStrategy: n => n > 4 ? false : 300 } })
client.on('error', e => console.error('Redis Client Error', e.message || e))
client.connect().then(() => client.get('menu')).catch(e => { console.error(e); process.exit(1) })
