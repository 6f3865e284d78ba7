from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:5173"], allow_methods=["*"], allow_headers=["*"])
VESSELS = {"Uthlande": {"seats": 1200}}


@app.get("/api/v1/departures")
def departures():
    return [{"vessel": name, "free": vessel["capacity"]} for name, vessel in VESSELS.items()]
