const http = require("http");
const [port, target] = process.argv.slice(2);
http.createServer((req, res) => {
  const up = http.request({ host: "127.0.0.1", port: target, path: req.url, method: req.method }, (answer) => { res.writeHead(answer.statusCode); answer.pipe(res); });
  up.on("error", (error) => { console.error(`[proxy] http proxy error: ${req.url}\n${error.stack}`); res.writeHead(502); res.end(); });
  req.pipe(up);
}).listen(port, () => console.log(`dev server on ${port}`));
