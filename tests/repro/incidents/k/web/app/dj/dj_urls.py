from django.urls import path
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

@api_view(["GET"])
@permission_classes([IsAuthenticated])
def me(request):
    return Response({"username": request.user.username})

@api_view(["GET"])
def sailings(request):
    return Response([{"id": 1}])

@api_view(["GET"])
def fares(request):
    return Response({"fare": {"a": 1}[request.query_params["trip"]]})

urlpatterns = [path("api/token/", TokenObtainPairView.as_view()), path("api/token/refresh/", TokenRefreshView.as_view()), path("api/me/", me), path("api/sailings/", sailings), path("api/fares/", fares)]
