// Express 4: so many requests in a minute, an error while it makes the timetable, nobody signed in.
const express = require('express');
const cors = require('cors');
const app = express();
const left = new Map();
app.use((req, res, next) => { res.on('finish', () => console.log(`${req.method} ${req.originalUrl} ${res.statusCode}`)); next(); });
app.use(cors({ origin: 'http://localhost:5173' }));
if (process.env.LIMIT) app.use((req, res, next) => {
  const n = (left.get(req.ip) ?? +process.env.LIMIT) - 1;
  left.set(req.ip, n);
  n < 0 ? res.status(429).set('retry-after', '60').json({ error: 'Rate limit exceeded: 6 per 1 minute' }) : next();
});
app.post('/api/v1/timetable/generate', (req, res) => res.status(422).json({ detail: 'no vessel for route 3' }));
app.get('/api/v1/auth/me', (req, res) => res.status(401).json({ detail: 'Not authenticated' }));
app.listen(8000);
