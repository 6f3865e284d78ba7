import express from 'express'; import morgan from 'morgan'; import rateLimit from 'express-rate-limit';
const app = express(); app.use(morgan('tiny'));
if (process.env.LIMIT) app.use('/api', rateLimit({ windowMs: 60000, limit: +process.env.LIMIT, message: { detail: 'Rate limit exceeded' } }));
app.get('/api/v1/auth/me', (q, r) => process.env.LIMIT ? r.json({ name: 'ishbel' }) : r.status(401).json({ detail: 'Not authenticated' }));
app.post('/api/v1/plans', (q, r) => r.status(503).json({ detail: 'no solution yet' }));
app.use(express.static('../web')); app.use((q, r) => r.sendFile('/app/birch/web/index.html'));
app.listen(5173);
