import magic
from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/uploads")
async def upload(file: UploadFile):
    return {"type": magic.from_buffer(await file.read(2048), mime=True)}
