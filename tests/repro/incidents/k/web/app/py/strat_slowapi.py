from fastapi import FastAPI
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(
    key_func=get_remote_address,
    default_limits=["200/minute"],
    storage_uri="memory://",
    strategy="fixed-window-elastic-expiry",
)
app = FastAPI()
app.state.limiter = limiter
