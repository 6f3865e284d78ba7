import express from 'express';
import cors from 'cors';
import morgan from 'morgan';
const app = express();
app.use(morgan('common'));
app.use((req, res, next) => { req.tenant = req.headers['x-tenant'].toLowerCase(); next(); });
app.use(cors({ origin: 'http://localhost:5173' }));
app.get('/api/v1/sailings', (req, res) => res.json([]));
app.listen(8000);
