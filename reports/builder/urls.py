"""Addresses of the report builder."""

from django.urls import path

from reports.builder import preset_views, summary_views, views

BUILD = "assessments/<uuid:assessment_id>/build/"

urlpatterns = [
    path(BUILD, views.build_report, name="build"),
    path(f"{BUILD}preview/", views.preview, name="build-preview"),
    path(f"{BUILD}summary/", summary_views.summary, name="build-summary"),
    path(f"{BUILD}summary/reset/", summary_views.reset, name="build-summary-reset"),
    path(f"{BUILD}presets/", preset_views.save, name="preset-save"),
    path(f"{BUILD}presets/<uuid:preset_id>/delete/", preset_views.delete, name="preset-delete"),
]
