require("reflect-metadata");
const { DataSource, EntitySchema } = require("typeorm");
const http = require("http");
const Call = new EntitySchema({ name: "PortCall", tableName: "port_calls", columns: { id: { type: Number, primary: true }, agentRef: { type: String, name: "agent_ref" } } });
const Berth = new EntitySchema({ name: "Berth", tableName: "berths", columns: { id: { type: Number, primary: true }, code: { type: String } } });
const source = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities: [Call, Berth], logging: ["error"] });
source.initialize().then(() => http.createServer(async (req, res) => {
  try {
    const rows = await source.getRepository(req.url.startsWith("/calls") ? "PortCall" : "Berth").find({ take: 3 });
    res.end(JSON.stringify(rows));
    console.log(new Date().toISOString(), req.method, req.url, 200);
  } catch (error) {
    console.error(error);
    res.writeHead(500); res.end("error");
  }
}).listen(8000, () => console.log("agency-api listening on 8000")));
