from django.core.cache import cache
from django.http import JsonResponse
from rest_framework import generics, serializers

from .models import Shipment


class ShipmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Shipment
        fields = "__all__"


class ShipmentList(generics.ListCreateAPIView):
    queryset = Shipment.objects.all()
    serializer_class = ShipmentSerializer


def cart(request):
    return JsonResponse({"lines": cache.get("cart:1", [])})


def labels(request):
    return JsonResponse({"labels": []})
