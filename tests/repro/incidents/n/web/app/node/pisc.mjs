import Piscina from 'piscina'
const pool = new Piscina({ filename: new URL('./forecast.mjs', import.meta.url).href })
const script = { name: 'forecast' }
await pool.run(script, { signal: AbortSignal.timeout(2000) })
