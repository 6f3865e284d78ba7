import socket
from fastapi import FastAPI
from fastapi.responses import JSONResponse
app = FastAPI()
@app.get("/live")
def live(): return "ok"
def up(port):
    try:
        socket.create_connection(("localhost", port), 1).close()
        return True
    except OSError:
        return False
@app.get("/api/v1/health")
def health():
    missing = [name for name, port in (("postgres", 5432), ("redis", 6379)) if not up(port)]
    return JSONResponse({"success": False, "message": "Service Unavailable", "data": missing}, 503) if missing else {"success": True}
