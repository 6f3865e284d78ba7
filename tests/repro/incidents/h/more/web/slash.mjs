import express from 'express';
import cors from 'cors';

const app = express();
app.use(cors({ origin: process.env.FRONTEND_URL }));
app.get('/api/v1/berths', (q, r) => r.json([{ id: 1 }]));
app.listen(8000, () => console.log(`listening, CORS for ${process.env.FRONTEND_URL}`));
