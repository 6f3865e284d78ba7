import Fastify from 'fastify'
const app = Fastify({ logger: true })
let flying = 0
app.addHook('onRequest', async (req, reply) => { if (req.url.startsWith('/reports') && ++flying > 2) { reply.code(503).header('retry-after', 1); throw Object.assign(new Error('Concurrency limit reached: 2 requests of this client are in flight'), { statusCode: 503 }) } })
app.addHook('onResponse', async req => { if (req.url.startsWith('/reports')) flying-- })
app.get('/reports/:n', async req => { await new Promise(r => setTimeout(r, 900)); return { n: req.params.n } })
app.get('/health', async () => 'ok')
await app.listen({ port: 3002 })
