from django.urls import path

from uploads import views

urlpatterns = [path("uploads", views.upload)]
