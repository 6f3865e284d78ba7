from fastapi import FastAPI
from fastapi.responses import JSONResponse
import os, socket
app = FastAPI()
@app.get("/live")
async def live(): return "ok"
@app.get("/api/v1/health")
@app.head("/api/v1/health")
def health():
    missing = []
    for name, port in (("postgres", 5432), ("redis", 6379)):
        try: socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError: missing.append(name)
    if missing: return JSONResponse({"success": False, "message": "Service Unavailable", "data": missing}, 503)
    return {"success": True, "message": "ok", "data": []}
