"""Addresses of the reports."""

from django.urls import path

from reports import pdf_views, views

urlpatterns = [
    path("assessments/<uuid:assessment_id>/report/", views.report, name="report"),
    path("assessments/<uuid:assessment_id>/report/<str:digest>.pdf", pdf_views.report_pdf, name="report-pdf"),
    path("sample/", views.sample, name="sample"),
    path("sample/<str:digest>.pdf", pdf_views.sample_pdf, name="sample-pdf"),
]
