import time
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

app = FastAPI()
calls = []


@app.middleware("http")
async def limit(request: Request, call_next):
    calls[:] = [at for at in calls if at > time.time() - 60]
    if len(calls) >= 34:
        return JSONResponse({"detail": "Rate limit exceeded: 34 per 1 minute"}, 429)
    calls.append(time.time())
    return await call_next(request)


app.add_middleware(CORSMiddleware, allow_origins=["*"])


@app.get("/api/v1/rooms")
def rooms():
    return JSONResponse({"detail": "plan is being computed"}, 503)


@app.get("/api/v1/users/me")
def me():
    return {"email": "desk@example.com"}
