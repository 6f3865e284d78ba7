const Queue = require("bull");

const mail = new Queue("mail", process.env.REDIS_URL);
mail.on("error", (error) => console.error("queue error:", error));
mail.process(async (job) => console.log("sent", job.id));
mail.add({ to: "ines@example.com" });
console.log("mail worker started");
