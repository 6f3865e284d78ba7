import asyncio

from quart import Quart, request

from versioned import save

app = Quart(__name__)


@app.post("/api/loans")
async def lend():
    return {"id": await asyncio.to_thread(save, **await request.get_json())}, 201
