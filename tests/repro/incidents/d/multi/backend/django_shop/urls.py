from django.http import JsonResponse
from django.urls import path
from shipments import views

urlpatterns = [path("", lambda request: JsonResponse({"app": "shipments"})), path("api/shipments/", views.ShipmentList.as_view()), path("api/cart/", views.cart), path("api/labels/", views.labels)]
