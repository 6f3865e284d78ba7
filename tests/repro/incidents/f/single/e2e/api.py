from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, application_limits=["10/minute"])
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


@app.post("/api/plans/generate")
@limiter.shared_limit("10/minute", scope="api")
def generate(request: Request):
    return JSONResponse({"detail": "No kiln is free in this week"}, 409)


@app.get("/api/auth/me")
@limiter.shared_limit("10/minute", scope="api")
def me(request: Request):
    return {"email": "ines@example.com"}


app.mount("/", StaticFiles(directory="static", html=True))
