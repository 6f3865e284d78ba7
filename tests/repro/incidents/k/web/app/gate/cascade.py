from fastapi import FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.middleware import SlowAPIMiddleware
app = FastAPI()
app.state.limiter = Limiter(key_func=lambda request: request.client.host, application_limits=["9/minute"])
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
app.add_middleware(SlowAPIMiddleware)
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:5173"], allow_methods=["*"], allow_headers=["*"])
@app.post("/api/v1/schedules/generate")
def generate(request: Request):
    raise HTTPException(502, "solver did not answer")
@app.get("/api/v1/auth/me")
def me(request: Request):
    return {"username": "mairi"}
