from fastapi import FastAPI, UploadFile
import magic

app = FastAPI()


@app.post("/files")
async def add(file: UploadFile):
    return {"type": magic.from_buffer(await file.read(), mime=True)}
