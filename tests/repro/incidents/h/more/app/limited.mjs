import express from 'express';
import morgan from 'morgan';
import { rateLimit } from 'express-rate-limit';

const app = express();
app.use(morgan('dev'));
app.use('/api', rateLimit({ windowMs: 60000, limit: 5 }));
app.get('/api/v1/berths/:n', (q, r) => r.json({ id: +q.params.n }));
app.listen(8000);
