const express = require('express');
const pino = require('pino')({ name: 'gateway' });
const app = express();
const MAX = 3;
let active = 0;
app.use(require('pino-http')({ logger: pino, quietReqLogger: true, serializers: { req: r => ({ method: r.method, url: r.url }), res: r => ({ statusCode: r.statusCode }) } }));
app.use((req, res, next) => {
  if (active >= MAX) {
    req.log.warn({ active, max: MAX }, 'too many concurrent requests, request rejected');
    return res.status(503).set('retry-after', '1').json({ detail: 'Concurrent request limit exceeded' });
  }
  active++;
  res.on('close', () => active--);
  next();
});
app.get('/api/v1/labels/:id', (req, res) => setTimeout(() => res.json({ id: req.params.id }), 700));
app.listen(8000);
