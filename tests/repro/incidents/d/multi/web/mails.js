const { Worker, Queue } = require("bullmq");
const url = new URL(process.env.REDIS_URL);
const connection = { host: url.hostname, port: +url.port, maxRetriesPerRequest: null };
const queue = new Queue("mails", { connection });
const worker = new Worker("mails", async (job) => console.log("sent", job.id), { connection });
worker.on("error", (e) => console.error("worker error", e));
queue.on("error", (e) => console.error("queue error:", e.message || e.code));
console.log("mails worker started");
