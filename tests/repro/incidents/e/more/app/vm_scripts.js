// Scripts of customers, in node:vm.
const http = require('node:http');
const vm = require('node:vm');

class ScriptTimeoutError extends Error {
  constructor(name, ms, cause) { super(`script ${name} exceeded SCRIPT_EXEC_TIMEOUT (${ms} ms)`, { cause }); this.name = 'ScriptTimeoutError'; }
}
const SCRIPTS = { 'blend.js': 'let sum = 0; for (;;) { for (const t of tons) sum += t; }' };

http.createServer((request, response) => {
  const name = request.url.slice('/api/'.length);
  console.log(new Date().toISOString(), 'info', request.method, request.url);
  try {
    const result = vm.runInNewContext(SCRIPTS[name], { tons: [4, 9, 2] }, { filename: name, timeout: 1500 });
    response.end(JSON.stringify({ result }));
  } catch (error) {
    const e = error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new ScriptTimeoutError(name, 1500, error) : error;
    console.error(new Date().toISOString(), 'error', e);
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ success: false, message: `${e.name}: ${e.message}`, data: null }));
  }
}).listen(8000);
