from fastapi import FastAPI

from limiting import limiter

app = FastAPI()
app.state.limiter = limiter


@app.get("/health")
def health():
    return {"status": "ok"}
