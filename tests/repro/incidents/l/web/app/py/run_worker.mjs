import { Worker } from 'node:worker_threads';
const run = (code, limit) => new Promise((resolve, reject) => {
  const worker = new Worker(code, { eval: true });
  setTimeout(() => { worker.terminate(); reject(Object.assign(new Error(`script exceeded its time limit`), { name: 'ScriptTimeoutError', limit })); }, limit);
  worker.on('exit', resolve);
});
await run('for (;;) {}', 2000);
