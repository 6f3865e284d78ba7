import magic
from django.http import JsonResponse


def upload(request):
    return JsonResponse({"type": magic.from_buffer(request.body, mime=True)})
