from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address, default_limits=["60/minute"], strategy="sliding-window")
app.state.limiter = limiter


@app.get("/tides")
@limiter.limit("5/minute")
def tides(request: Request):
    return {}
