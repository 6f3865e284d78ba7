from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
app = FastAPI()
@app.middleware("http")
async def guard(request: Request, call_next):
    if request.url.path == "/health":
        return await call_next(request)
    if not request.cookies.get("session"):
        return RedirectResponse("/login?next=" + request.url.path, 303)
    return await call_next(request)
@app.get("/health")
def health(): return "ok"
