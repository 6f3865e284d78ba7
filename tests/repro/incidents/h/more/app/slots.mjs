import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { logger } from 'hono/logger';
import { HTTPException } from 'hono/http-exception';

const MAX = 3;
let inFlight = 0;
const app = new Hono();
app.use(logger());
app.use(async (c, next) => {
  if (inFlight >= MAX) {
    console.warn(`concurrency limit reached: ${inFlight} requests in flight for client ${c.req.header('x-client') ?? 'anonymous'} (max ${MAX})`);
    throw new HTTPException(503, { message: 'Service Unavailable: concurrency limit' });
  }
  inFlight++;
  try { await new Promise(done => setTimeout(done, 400)); await next(); } finally { inFlight--; }
});
app.get('/api/v1/tiles/:n', c => c.json({ tile: +c.req.param('n') }));
serve({ fetch: app.fetch, port: 8000 });
