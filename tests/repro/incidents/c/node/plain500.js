const app = require("express")()
app.get("/api/v1/invoices", () => { throw new Error("hidden") })
app.use((error, request, response, next) => response.status(500).json({ success: false, message: "Internal server error", data: null }))
app.listen(8000, "10.20.0.13")
