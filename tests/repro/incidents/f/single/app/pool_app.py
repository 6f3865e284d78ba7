import logging
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from psycopg_pool import AsyncConnectionPool

logging.basicConfig(format="%(asctime)s %(levelname)s [%(name)s] %(message)s", level="INFO")


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with AsyncConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=8, open=False) as pool:
        await pool.wait(timeout=8)
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/api/glazes")
async def glazes(request: Request):
    async with request.app.state.pool.connection() as connection:
        return await (await connection.execute("SELECT code, name FROM glazes")).fetchall()
