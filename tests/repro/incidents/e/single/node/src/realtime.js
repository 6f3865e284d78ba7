const { createServer } = require('http');
const { Server } = require('socket.io');
const { createClient } = require('redis');
const { createAdapter } = require('@socket.io/redis-adapter');

(async () => {
  const pub = createClient({ url: process.env.REDIS_URL, socket: { reconnectStrategy: (n) => (n > 4 ? new Error('giving up') : 300) } });
  const sub = pub.duplicate();
  pub.on('error', (error) => console.error('redis pub', error));
  sub.on('error', (error) => console.error('redis sub', error.message));
  await Promise.all([pub.connect(), sub.connect()]);
  const http = createServer();
  new Server(http, { adapter: createAdapter(pub, sub) });
  http.listen(3000, () => console.log('realtime on 3000'));
})();
