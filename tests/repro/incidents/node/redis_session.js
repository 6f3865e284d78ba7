// node-redis as a session store.
const { createClient } = require("redis")
const client = createClient({ url: process.argv[2], socket: { reconnectStrategy: (n) => (n > 3 ? new Error("session store is gone") : 150) } })
client.on("error", (error) => console.error(new Date().toISOString(), "error: Redis Client Error", error))
client.connect().catch((error) => {
  console.error("sessions are kept in memory from now on:", error.message)
})
