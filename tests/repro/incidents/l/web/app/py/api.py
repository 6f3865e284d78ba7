from settings import settings
from fastapi import FastAPI
app = FastAPI()
