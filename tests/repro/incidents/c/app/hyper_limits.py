from fastapi import FastAPI
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
app.state.limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy="fixed-window-elastic-expiry-v2")
