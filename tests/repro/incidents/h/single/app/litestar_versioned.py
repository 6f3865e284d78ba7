from litestar import Litestar, post
from litestar.logging import LoggingConfig

from versioned import save


@post("/loans", sync_to_thread=True)
def lend(data: dict) -> dict:
    return {"id": save(**data)}


app = Litestar([lend], logging_config=LoggingConfig(log_exceptions="always", formatters={"standard": {"format": "%(levelname)s - %(asctime)s - %(name)s - %(message)s"}}))
