const Queue = require("bee-queue");
const queue = new Queue("lashings", { redis: { host: "cache", port: 6379 } });
let n = 0;
queue.on("error", (error) => { console.error("[lashings]", error.message); if (++n > 7) process.exit(1); });
queue.ready().then(() => console.log("ready"), (error) => { console.error("queue is not ready:", error); process.exit(1); });
