import express from 'express';
import { rateLimit } from 'express-rate-limit';
import morgan from 'morgan';
const app = express();
app.use(morgan('combined'));
app.use(rateLimit({ windowMs: 60000, limit: 5, standardHeaders: 'draft-8', legacyHeaders: false }));
app.get('/api/tides', (req, res) => res.json([]));
app.listen(3000);
