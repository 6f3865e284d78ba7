import Fastify from 'fastify';
import cors from '@fastify/cors';

const app = Fastify({ logger: true });
app.addHook('onRequest', async (request, reply) => {
  if (request.url.startsWith('/api/') && !request.url.startsWith('/api/v1/')) return reply.redirect(request.url.replace('/api/', '/api/v1/'), 307);
});
await app.register(cors, { origin: 'http://localhost:3000' });
app.get('/api/v1/berths', async () => [{ id: 1 }]);
await app.listen({ port: 8000, host: '0.0.0.0' });
