from django.contrib import admin
from django.urls import path

from clinicsite.records import views

urlpatterns = [path("admin/", admin.site.urls), path("records/", views.records), path("dashboard/", views.dashboard), path("api/slots/", views.slots), path("import/", views.import_patients)]
