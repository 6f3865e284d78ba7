from django.urls import path
from ninja import NinjaAPI, Schema

from shop.scripts import execute

api = NinjaAPI()


class Script(Schema):
    source: str


@api.post("/scripts/{name}")
def run_script(request, name: str, script: Script):
    return {"data": execute(name, script.source)}


urlpatterns = [path("api/", api.urls)]
