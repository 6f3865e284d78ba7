from django.core.cache import cache
from django.http import JsonResponse
from rest_framework.decorators import api_view
from rest_framework.response import Response

from clinicsite.records.models import Doctor, Patient


def records(request):
    return JsonResponse({"patients": list(Patient.objects.order_by("id").values())})


def dashboard(request):
    return JsonResponse({"open": cache.get_or_set("open-appointments", lambda: 4, 30)})


def import_patients(request):
    raise RuntimeError("import folder is not configured")


@api_view(["GET"])
def slots(request):
    return Response({"slots": []})
