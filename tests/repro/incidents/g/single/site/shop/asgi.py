import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import re_path

django_app = get_asgi_application()
from strawberry.channels import GraphQLHTTPConsumer

from shop.schema import schema

application = ProtocolTypeRouter({"http": URLRouter([re_path("^graphql", GraphQLHTTPConsumer.as_asgi(schema=schema)), re_path("^", django_app)])})
