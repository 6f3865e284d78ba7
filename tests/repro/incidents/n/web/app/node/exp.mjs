import express from 'express'
import morgan from 'morgan'
import passport from 'passport'
import { Strategy as JwtStrategy, ExtractJwt } from 'passport-jwt'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import winston from 'winston'
import expressWinston from 'express-winston'
const app = express()
app.use(expressWinston.logger({ transports: [new winston.transports.Console()], format: winston.format.combine(winston.format.colorize(), winston.format.simple()), meta: false, msg: 'HTTP {{req.method}} {{req.url}} {{res.statusCode}} {{res.responseTime}}ms' }))
app.use(express.json())
const origin = process.env.ORIGIN
const pre = (req, res, next) => { if (origin) { res.set('Access-Control-Allow-Origin', origin).set('Access-Control-Allow-Credentials', 'true').set('Access-Control-Allow-Headers', 'authorization,content-type').set('Access-Control-Allow-Methods', 'GET,PUT,POST') } if (req.method === 'OPTIONS') return res.sendStatus(204); next() }
if (process.env.REDIRECT) app.use((req, res, next) => req.path.startsWith('/api/v1') || !req.path.startsWith('/api') ? next() : res.redirect(308, req.url.replace('/api', '/api/v1')))
app.use(pre)
const rl = new RateLimiterMemory({ points: +(process.env.POINTS ?? 1000), duration: 60 })
app.use('/api', (req, res, next) => rl.consume(req.ip).then(() => next(), r => res.status(429).set('Retry-After', Math.ceil(r.msBeforeNext / 1000)).send('Too Many Requests')))
passport.use(new JwtStrategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: 'a-key-of-this-deploy-which-is-long-enough' }, (p, done) => done(null, p)))
app.get('/health', (q, r) => r.send('ok'))
app.get('/api/me', passport.authenticate('jwt', { session: false }), (q, r) => r.json(q.user))
app.get(['/api/books', '/api/v1/books'], (q, r) => r.json(['Der Reiher']))
app.put(['/api/books', '/api/v1/books'], (q, r) => r.json(['Der Reiher']))
app.post('/api/plans', (q, r) => r.status(500).json({ error: 'solver failed' }))
app.get('/api/auth/me', (q, r) => r.status(process.env.AUTHED ? 200 : 401).json({ message: 'Not authenticated' }))
app.get('/api/shelves', (q, r) => { r.removeHeader('Access-Control-Allow-Origin'); throw new TypeError("Cannot read properties of undefined (reading 'name')") })
app.listen(3001)
