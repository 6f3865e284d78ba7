const { createClient } = require("redis");

(async () => {
  console.log("connecting to", process.env.REDIS_URL);
  const client = createClient({ url: process.env.REDIS_URL });
  await client.connect();
  console.log(await client.get("glazes"));
})();
