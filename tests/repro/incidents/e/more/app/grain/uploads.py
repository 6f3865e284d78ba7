import magic
from litestar import Litestar, post
from litestar.datastructures import UploadFile

ALLOWED = {"application/pdf", "image/png"}


@post("/certificates")
async def certificate(data: UploadFile) -> dict:
    return {"type": magic.from_buffer(await data.read(2048), mime=True)}


app = Litestar([certificate])
