"""Addresses of importing, and of the format that is imported."""

from django.urls import path

from reports.imports import views

urlpatterns = [
    path("assessments/import/", views.import_page, name="import-assessment"),
    path("schema/report-1.json", views.schema, name="report-schema"),
]
