from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.urls import path
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.response import Response
from rest_framework.views import APIView


class Login(APIView):
    def post(self, request):
        if not authenticate(username=request.data.get("username"), password=request.data.get("password")):
            raise AuthenticationFailed("Invalid credentials")
        return Response({})


class Cranes(APIView):
    def get(self, request):
        raise RuntimeError("crane 4 has no position")


urlpatterns = [path("api/v1/auth/login", Login.as_view()), path("api/v1/cranes", Cranes.as_view())]
