// The mill's API in pieces: MODE says how it is broken.
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { logger } from 'hono/logger';
import { serve } from '@hono/node-server';

const mode = process.env.MODE;
const app = new Hono();
app.use(logger());
if (mode === 'moved') app.use('/api/*', async (c, next) => c.req.path.startsWith('/api/v1/') ? next() : c.redirect(c.req.path.replace('/api/', '/api/v1/'), 307));
if (mode === 'crash') app.use('/api/v1/silos', async c => { c.status(500); return c.text('Internal Server Error'); });
let left = 6;
if (mode === 'limit') app.use(async (c, next) => {
  if (c.req.method !== 'OPTIONS' && left-- <= 0) return c.json({ message: 'Too many requests, please try again later.' }, 429, { 'retry-after': '60', 'access-control-allow-origin': 'http://localhost:5173' });
  await next();
});
app.use(cors({ origin: process.env.ALLOWED ?? 'http://localhost:5173', allowHeaders: ['authorization', 'content-type'] }));
app.get('/api/v1/auth/me', c => c.json({ detail: 'Not authenticated' }, 401));
app.post('/api/v1/plans', c => c.json({ detail: 'solver not ready' }, 503));
app.get('/api/v1/silos', c => c.json([{ id: 1, grain: 'rye' }]));
serve({ fetch: app.fetch, port: 8000 });
