"""Addresses of kept reports."""

from django.urls import path

from reports.kept import views

urlpatterns = [
    path("assessments/<uuid:assessment_id>/kept/", views.kept_reports, name="kept-reports"),
    path("assessments/<uuid:assessment_id>/kept/new/", views.keep, name="keep"),
    path("assessments/<uuid:assessment_id>/kept/<uuid:kept_id>/", views.kept_report, name="kept-report"),
    path(
        "assessments/<uuid:assessment_id>/kept/<uuid:kept_id>/files/<str:kind>/",
        views.kept_file,
        name="kept-file",
    ),
]
