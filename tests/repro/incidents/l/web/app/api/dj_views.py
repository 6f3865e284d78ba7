from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.urls import path
def staff_only(get_response):
    def middleware(request):
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        return get_response(request)
    return middleware
urlpatterns = [path("admin/", admin.site.urls), path("api/books/", lambda r: JsonResponse([1, 2], safe=False))]
