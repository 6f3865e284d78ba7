import ivm from 'isolated-vm'
const isolate = new ivm.Isolate({ memoryLimit: 32 })
const context = await isolate.createContext()
const script = await isolate.compileScript('let t = 0; while (true) t++', { filename: 'forecast.js' })
await script.run(context, { timeout: 2000 })
