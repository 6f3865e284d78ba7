// Fastify with @fastify/rate-limit.
const fastify = require('fastify')({ logger: true, disableRequestLogging: false });

fastify.register(require('@fastify/rate-limit'), { max: 4, timeWindow: '1 minute' });
fastify.after(() => fastify.get('/api/tides/:port', async () => ({ metres: 2.1 })));
fastify.listen({ port: 8000, host: '0.0.0.0' });
