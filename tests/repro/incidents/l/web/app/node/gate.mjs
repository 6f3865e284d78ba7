import express from 'express'; import morgan from 'morgan';
const app = express(), inFlight = new Map(), max = 2; app.use(morgan(':method :url :status :response-time ms'));
app.use('/api', (q, r, next) => {
  const client = q.get('X-Client-Id') ?? q.ip, n = inFlight.get(client) ?? 0;
  if (n >= max) return r.set('Retry-After', '1').status(503).json({ error: 'Service Unavailable', message: `Concurrent request limit reached (${max} per client)` });
  inFlight.set(client, n + 1); r.on('close', () => inFlight.set(client, inFlight.get(client) - 1)); next();
});
app.get('/api/reports/:id', (q, r) => setTimeout(() => r.json({ id: q.params.id }), 400));
app.get('/health', (q, r) => r.send('ok')); app.listen(3000);
