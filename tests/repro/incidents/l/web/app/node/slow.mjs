import http from 'node:http';
http.createServer((q, r) => setTimeout(() => { r.setHeader('Content-Type', 'application/json'); r.end('{}'); }, q.url.includes('search') ? 5 : 600)).listen(3001);
