import Fastify from 'fastify';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';

const app = Fastify({ logger: { level: process.env.LEVEL ?? 'info' } });
await app.register(cors, { origin: 'http://localhost:5173' });
if (process.env.QUOTA) await app.register(rateLimit, { max: +process.env.QUOTA, timeWindow: '1 minute' });
app.get('/api/v1/auth/me', async (q, r) => process.env.QUOTA ? { name: 'maya' } : r.code(401).send({ message: 'No token' }));
app.post('/api/v1/schedule/optimize', async (q, r) => r.code(422).send({ message: 'no feasible schedule' }));
await app.listen({ port: 8000, host: '0.0.0.0' });
