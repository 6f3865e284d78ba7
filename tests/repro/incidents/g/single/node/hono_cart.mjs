import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { logger } from 'hono/logger'
import { createClient } from 'redis'

const redis = createClient({ url: process.env.REDIS_URL ?? 'redis://cache:6379', socket: { reconnectStrategy: (n) => Math.min(n * 200, 1000) } })
redis.on('error', (err) => console.error('Redis Client Error', err))
redis.connect()
const app = new Hono()
app.use(logger())
app.get('/cart/:id', async (c) => c.json(JSON.parse((await redis.get(`cart:${c.req.param('id')}`)) ?? '[]')))
serve({ fetch: app.fetch, port: 8000 }, (info) => console.log(`Listening on http://localhost:${info.port}`))
