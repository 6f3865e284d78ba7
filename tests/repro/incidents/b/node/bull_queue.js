// BullMQ's queue and worker without a Redis: `bull_queue.js PORT`.
const { Queue, Worker } = require("bullmq")
const connection = { host: "127.0.0.1", port: +process.argv[2], retryStrategy: (times) => Math.min(times * 80, 400) }
const queue = new Queue("mail", { connection })
queue.on("error", (error) => console.error("[mail] queue:", error.message || error.code))
const worker = new Worker("mail", async () => {}, { connection: { ...connection, maxRetriesPerRequest: null } })
worker.on("error", (error) => console.error(error))
setTimeout(() => process.exit(1), 1600)
