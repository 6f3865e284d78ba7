from django.http import JsonResponse
from django.urls import path


def cart(request):
    request.session["items"] = request.session.get("items", 0) + 1
    return JsonResponse({"items": request.session["items"]})


urlpatterns = [path("cart/", cart)]
try:
    from strawberry.django.views import GraphQLView
    import os
    if os.environ.get("GRAPHQL"):
        from studio.schema import schema
        urlpatterns.append(path("graphql/", GraphQLView.as_view(schema=schema)))
except ImportError:
    pass
