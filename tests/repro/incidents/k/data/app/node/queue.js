const { Queue } = require('bullmq')
const queue = new Queue('mails', { connection: { host: 'redis', port: 6379, maxRetriesPerRequest: 1 } })
queue.add('welcome', { to: 'ada@example.org' }).then(console.log)
setTimeout(() => process.exit(1), 3000)
