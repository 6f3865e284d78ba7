from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:5173"], allow_methods=["*"], allow_headers=["*"])
QUAYS = [{"id": 1, "length_m": 110}, {"id": 2}]


@app.get("/api/v1/berths")
def berths():
    return [{"id": q["id"], "slots": q["length_m"] // 12} for q in QUAYS]
