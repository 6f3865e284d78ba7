import Koa from 'koa'
import Router from 'koa-router'
import cors from '@koa/cors'
import jwtkoa from 'koa-jwt'
import ratelimit from 'koa-ratelimit'
const app = new Koa()
app.on('error', e => console.error(e))
const router = new Router()
app.use(cors({ origin: ctx => (ctx.get('Origin') === 'https://heron.example' ? ctx.get('Origin') : false) }))
const db = new Map()
if (process.env.LIMIT) app.use(ratelimit({ driver: 'memory', db, duration: 60000, max: +process.env.LIMIT, id: ctx => ctx.ip }))
router.get('/health', ctx => { ctx.body = 'ok' })
router.get('/api/shelves', ctx => { ctx.body = ctx.state.shelves.map(s => s.name) })
router.get('/api/books', ctx => { ctx.body = ['Der Reiher'] })
router.get('/api/me', jwtkoa({ secret: 'a-key-of-this-deploy-which-is-long-enough' }), ctx => { ctx.body = ctx.state.user })
app.use(router.routes())
app.listen(3000)
