from fastapi import FastAPI, HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from models_fk import Member

engine = create_async_engine("postgresql+asyncpg://kiln:kiln-dev@db:5432/kiln")
Session = async_sessionmaker(engine)
app = FastAPI()


@app.post("/api/v1/auth/login")
async def login(body: dict):
    async with Session() as session:
        member = await session.scalar(select(Member).where(Member.email == body["email"]))
    if member is None:
        raise HTTPException(400, "Incorrect e-mail or password")
    return {"id": member.id}
