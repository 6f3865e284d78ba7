from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.http import JsonResponse
from django.urls import path


def notify(request):
    async_to_sync(get_channel_layer().group_send)("berths", {"type": "berth.changed", "id": 7})
    return JsonResponse({"ok": True})


def tides(request):
    return JsonResponse({"tides": cache.get_or_set("tides", [4.1, 0.3], 60)})


urlpatterns = [path("notify/", notify), path("tides/", tides)]
