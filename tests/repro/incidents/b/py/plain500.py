"""Starlette: an export that fails; the answer is the framework's plain text."""

from starlette.applications import Starlette
from starlette.routing import Route


async def exports(request):
    return {}["rows"]


app = Starlette(routes=[Route("/exports", exports)])
