const fastify = require('fastify')({ logger: true });

const url = process.env.REDIS_URL;
fastify.log.info({ redis: url }, 'config loaded');
fastify.register(require('@fastify/redis'), { url, connectTimeout: 3000 });
fastify.get('/', async () => ({ ok: true, hits: await fastify.redis.incr('hits') }));
fastify.listen({ port: 3000, host: '0.0.0.0' }).catch((error) => {
  fastify.log.error(error);
  process.exit(1);
});
