from sanic import Sanic
from sanic.response import json
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from models import Driver

app = Sanic("routes")
engine = create_async_engine("postgresql+asyncpg://garden:garden-dev@db/garden")
Session = async_sessionmaker(engine)


@app.get("/api/drivers")
async def drivers(request):
    async with Session() as session:
        found = await session.scalars(select(Driver).order_by(Driver.name))
        return json([d.name for d in found])
