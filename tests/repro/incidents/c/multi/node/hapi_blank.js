const Hapi = require("@hapi/hapi");
const server = Hapi.server({ port: 8000, host: "0.0.0.0" });
server.route({ method: "GET", path: "/stowage/{id}", handler: (q, h) => q.params.id % 37 === 11 ? h.response({ detail: "Internal server error" }).code(500) : { id: q.params.id } });
server.events.on("response", (q) => console.log(`${new Date().toISOString()} ${q.method.toUpperCase()} ${q.path} ${q.response.statusCode} ${Date.now() - q.info.received}ms`));
server.start().then(() => console.log("stowage on 8000"));
