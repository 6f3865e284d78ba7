const { Queue } = require('bullmq')
const IORedis = require('ioredis')

const url = process.env.REDIS_PASSWORD ? process.env.REDIS_URL.replace('redis://', `redis://:${process.env.REDIS_PASSWORD}@`) : process.env.REDIS_URL
console.log(`[queue] using ${url}`)
const connection = new IORedis(url, { maxRetriesPerRequest: null })
connection.on('error', (error) => console.error('[queue]', error))
const queue = new Queue('reminders', { connection })
queue.add('send', { appointment: 7 }).then(() => console.log('added'), (error) => { console.error('[queue] add failed', error); process.exit(1) })
setTimeout(() => process.exit(1), 5000)
