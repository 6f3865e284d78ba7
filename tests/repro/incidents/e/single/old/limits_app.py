from fastapi import FastAPI, Request
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, strategy="token-bucket")
app = FastAPI()
app.state.limiter = limiter
