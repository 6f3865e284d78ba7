// Fastify with @fastify/cors for another origin.
import Fastify from 'fastify';
import cors from '@fastify/cors';

const app = Fastify({ logger: { level: 'info' } });
await app.register(cors, { origin: 'https://mill.example.org', credentials: true });
app.get('/api/v1/silos', async () => [{ id: 1 }]);
app.put('/api/v1/silos/:id', async () => ({}));
await app.listen({ port: 8000, host: '0.0.0.0' });
