"""FastAPI 0.110: a crash inside of the CORS middleware; the traceback goes to uvicorn's log."""
import psycopg2
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:3000"], allow_methods=["*"], allow_headers=["*"])


@app.get("/api/v1/vessels")
def vessels():
    with psycopg2.connect("postgresql://harbor:harbor-pw@db/harbor") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id, name, draught_m FROM vessels ORDER BY name")
        return cursor.fetchall()
