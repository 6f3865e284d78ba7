from fastapi import FastAPI

from app.documents import Document

app = FastAPI()
