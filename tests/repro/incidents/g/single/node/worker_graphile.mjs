import { run } from 'graphile-worker'

const runner = await run({ connectionString: process.env.DATABASE_URL, concurrency: 2, taskList: { water: async () => {} } })
await runner.promise
