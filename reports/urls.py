"""Addresses of the reports."""

from django.contrib import admin
from django.urls import path

from reports import pdf_views, views
from reports.logo_views import report_logo
from reports.what_if import what_if

urlpatterns = [
    path("assessments/<uuid:assessment_id>/report/", views.report, name="report"),
    path("assessments/<uuid:assessment_id>/report/<str:digest>.pdf", pdf_views.report_pdf, name="report-pdf"),
    path("assessments/<uuid:assessment_id>/report/language/", views.report_language, name="report-language"),
    path(
        "assessments/<uuid:assessment_id>/report/logo/<str:digest>.png",
        report_logo,
        name="report-logo",
    ),
    path("sample/", views.sample, name="sample"),
    path(
        "admin/assessments/frameworkversion/<uuid:version_id>/what-if/",
        admin.site.admin_view(what_if),
        name="what-if",
    ),
    path("sample/<str:digest>.pdf", pdf_views.sample_pdf, name="sample-pdf"),
]
