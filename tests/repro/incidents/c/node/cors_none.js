const app = require("express")()
app.get("/api/v1/berths/:id", (request, response) => response.json({}))
app.put("/api/v1/berths/:id", (request, response) => response.json({}))
app.listen(8000, "127.0.0.1")
