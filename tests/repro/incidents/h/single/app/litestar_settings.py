from litestar import Litestar, get

from app.core.config import settings


@get("/")
async def index() -> dict[str, str]:
    return {"name": settings.PROJECT_NAME}


app = Litestar([index])
