import workerpool from 'workerpool'
const pool = workerpool.pool()
function forecast() { let total = 0; for (;;) total++ }
try { await pool.exec(forecast, []).timeout(2000) } catch (e) { console.error(e) }
await pool.terminate(true)
