import express from 'express'
import pg from 'pg'
import pinoHttp from 'pino-http'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const app = express()
app.use(pinoHttp())
app.use(express.json())
app.post('/api/members', async (req, res) => {
  const { rows } = await pool.query('insert into members (email, full_name) values ($1, $2) returning id', [req.body.email, req.body.name])
  res.status(201).json(rows[0])
})
app.use((err, req, res, next) => {
  req.log.error({ err }, 'request failed')
  res.status(500).json({ error: 'internal' })
})
app.listen(8000)
