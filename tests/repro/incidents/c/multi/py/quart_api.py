import asyncpg, os
from quart import Quart, jsonify

app = Quart("quayside")


async def connection():
    return await asyncpg.connect(os.environ["DATABASE_URL"], timeout=5)


@app.get("/")
async def index():
    return "<h1>quayside</h1>"


@app.get("/berths")
async def berths():
    db = await connection()
    return jsonify([dict(row) for row in await db.fetch("SELECT id, code FROM berths LIMIT 3")])


@app.get("/crane-slots")
async def slots():
    db = await connection()
    return jsonify([dict(row) for row in await db.fetch("SELECT id FROM crane_slots")])


@app.get("/ready")
async def ready():
    down = []
    try:
        await connection()
    except Exception:
        down.append("postgres")
    return (jsonify(success=not down, message="Service Unavailable" if down else "OK", data=down), 503 if down else 200)
