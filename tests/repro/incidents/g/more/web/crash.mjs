// Koa's way in Node's own http: the headers of CORS are set after the handler.
import http from 'node:http';

const stock = { north: { lockers: null } };
http.createServer(async (req, res) => {
  const cors = { 'access-control-allow-origin': 'http://localhost:8080', 'access-control-allow-headers': 'x-depot' };
  if (req.method === 'OPTIONS') return res.writeHead(204, cors).end();
  try {
    const rows = stock[req.headers['x-depot']].lockers.map(l => l.id);
    res.writeHead(200, { ...cors, 'content-type': 'application/json' }).end(JSON.stringify(rows));
  } catch (error) {
    console.error(new Date().toISOString(), req.method, req.url, error);
    res.writeHead(500).end('Internal Server Error');
  }
}).listen(8081);
