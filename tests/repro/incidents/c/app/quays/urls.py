import os

from django.urls import path

if os.environ.get("PAGE") == "graphql":
    from strawberry.django.views import GraphQLView

    from enum_types import schema
    urlpatterns = [path("graphql", GraphQLView.as_view(schema=schema))]
else:
    from uploads import views
    urlpatterns = [path("upload", views.upload)]
