from fastapi import FastAPI

from documents import Photo

app = FastAPI()


@app.get("/photos")
def photos() -> list[dict]:
    return []
