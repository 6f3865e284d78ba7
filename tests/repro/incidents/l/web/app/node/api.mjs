// one API per framework: FW=express|fastify|koa|hono|hapi; ways: /health /api/books /api/shelves (fails) /api/me (a token) /api/limited /api/slots
import jwt from 'jsonwebtoken';
const KEY = 'a-key-of-the-birch-library-for-every-day', fw = process.env.FW, port = 3000, boom = () => { const shelf = undefined; return shelf.count; };
if (fw === 'express') {
  const { default: express } = await import('express'); const { default: cors } = await import('cors'); const { default: morgan } = await import('morgan');
  const { default: rateLimit } = await import('express-rate-limit'); const { expressjwt } = await import('express-jwt').catch(() => ({}));
  const app = express(); app.use(morgan('dev'));
  if (process.env.REDIRECT) app.use((q, r, next) => /^\/api\/(?!v1)/.test(q.url) ? r.redirect(307, q.url.replace('/api/', '/api/v1/')) : next());
  if (process.env.ORIGIN) app.use(cors({ origin: process.env.ORIGIN }));
  if (process.env.LIMIT) app.use(rateLimit({ windowMs: 60000, limit: +process.env.LIMIT, legacyHeaders: true }));
  app.get('/health', (q, r) => r.send('ok'));
  app.get(['/api/books', '/api/v1/books'], (q, r) => r.json([1, 2]));
  app.get('/api/shelves', (q, r) => r.json(boom()));
  app.get('/api/me', expressjwt({ secret: KEY, algorithms: ['HS256'] }), (q, r) => r.json(q.auth));
  app.get('/api/v1/auth/me', (q, r) => process.env.LIMIT && q.headers.cookie !== 'x' ? r.json({ name: 'ishbel' }) : r.status(401).json({ detail: 'Not authenticated' }));
  app.post('/api/v1/plans', (q, r) => r.status(503).json({ detail: 'no solution yet' }));
  app.listen(port);
} else if (fw === 'fastify') {
  const { default: Fastify } = await import('fastify'); const app = Fastify({ logger: { level: 'info' } });
  await app.register((await import('@fastify/cors')).default, { origin: ['https://birch.example'], strictPreflight: true });
  await app.register((await import('@fastify/jwt')).default, { secret: KEY });
  await app.register((await import('@fastify/rate-limit')).default, { max: +(process.env.LIMIT ?? 100), timeWindow: '1 minute' });
  app.get('/health', async () => 'ok'); app.get('/api/books', async () => [1, 2]); app.get('/api/me', { onRequest: q => q.jwtVerify() }, async q => q.user);
  app.get('/api/v1/auth/me', async () => ({ name: 'ishbel' })); app.post('/api/v1/plans', async (q, r) => r.code(503).send({ detail: 'no solution yet' }));
  await app.listen({ port });
} else if (fw === 'koa') {
  const { default: Koa } = await import('koa'); const { default: cors } = await import('@koa/cors'); const { default: kjwt } = await import('koa-jwt'); const app = new Koa();
  app.use(cors({ origin: c => c.get('Origin') === 'https://birch.example' ? c.get('Origin') : '' }));
  app.use(async (c, next) => { if (c.path === '/health') return c.body = 'ok'; if (c.path === '/api/books') return c.body = [1, 2]; if (c.path === '/api/shelves') return c.body = boom(); await next(); });
  app.use(kjwt({ secret: KEY, debug: true })); app.use(c => c.body = c.state.user); app.listen(port);
} else if (fw === 'hono') {
  const { Hono } = await import('hono'); const { serve } = await import('@hono/node-server'); const { cors } = await import('hono/cors'); const { jwt: hjwt } = await import('hono/jwt'); const { logger } = await import('hono/logger');
  const app = new Hono(); app.use(logger()); app.use('/api/*', cors({ origin: 'https://birch.example' }));
  app.get('/health', c => c.text('ok')); app.get('/api/books', c => c.json([1, 2])); app.get('/api/shelves', c => c.json(boom())); app.use('/api/me', hjwt({ secret: KEY, alg: 'HS256' })); app.get('/api/me', c => c.json(1));
  serve({ fetch: app.fetch, port });
} else if (fw === 'hapi') {
  const { default: Hapi } = await import('@hapi/hapi'); const server = Hapi.server({ port, host: 'localhost' });
  server.route([{ method: 'GET', path: '/health', handler: () => 'ok' }, { method: 'GET', path: '/api/shelves', handler: () => boom() }]); await server.start();
}
