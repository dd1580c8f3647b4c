"""Addresses of an organisation's log."""

from django.urls import path

from reports.audit import views

urlpatterns = [
    path("organisations/<uuid:organisation_id>/audit/", views.log, name="organisation-audit"),
    path(
        "organisations/<uuid:organisation_id>/audit/log.<str:ending>",
        views.export,
        name="organisation-audit-export",
    ),
]
