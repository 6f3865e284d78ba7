import pTimeout from 'p-timeout'
import { setTimeout as sleep } from 'node:timers/promises'
const runScript = name => sleep(60000, undefined, { ref: true })
await pTimeout(runScript('forecast'), { milliseconds: 2000 })
