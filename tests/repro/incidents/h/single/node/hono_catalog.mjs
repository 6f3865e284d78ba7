import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { logger } from 'hono/logger'
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL)
const app = new Hono()
app.use(logger())
app.get('/api/reservations', async (c) => c.json(await sql`select id, member_id, book_id from reservations where picked_up_at is null`))
serve({ fetch: app.fetch, port: 8000 }, (info) => console.log(`Listening on http://localhost:${info.port}`))
