from fastapi import FastAPI
import models_doc

app = FastAPI()
