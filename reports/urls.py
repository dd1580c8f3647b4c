"""Addresses of the reports."""

from django.contrib import admin
from django.urls import path

from reports import desk_views, findings_views, notes_views, pdf_views, views
from reports.chart_views import report_chart
from reports.logo_views import report_logo
from reports.rounds.views import compare, trend_page
from reports.what_if import what_if

urlpatterns = [
    path("assessments/<uuid:assessment_id>/report/", views.report, name="report"),
    path("assessments/<uuid:assessment_id>/report/<str:digest>.pdf", pdf_views.report_pdf, name="report-pdf"),
    path("assessments/<uuid:assessment_id>/report/language/", views.report_language, name="report-language"),
    path(
        "assessments/<uuid:assessment_id>/report/charts/<slug:name>.<slug:ending>",
        report_chart,
        name="report-chart",
    ),
    path("assessments/<uuid:assessment_id>/trend/", trend_page, name="trend"),
    path("assessments/<uuid:assessment_id>/compare/<uuid:other_id>/", compare, name="compare"),
    path("assessments/<uuid:assessment_id>/findings/", findings_views.findings, name="findings"),
    path(
        "assessments/<uuid:assessment_id>/findings/<uuid:finding_id>/", findings_views.finding, name="finding"
    ),
    path(
        "assessments/<uuid:assessment_id>/findings/<uuid:finding_id>/delete/",
        findings_views.finding_delete,
        name="finding-delete",
    ),
    path(
        "assessments/<uuid:assessment_id>/findings/<uuid:finding_id>/reply/",
        findings_views.reply,
        name="reply",
    ),
    path("assessments/<uuid:assessment_id>/hand-over/", findings_views.hand_over, name="hand-over"),
    path("desk/", desk_views.desk, name="desk"),
    path("desk/<uuid:organisation_id>/", desk_views.client, name="client"),
    path("desk/<uuid:organisation_id>/notes/", notes_views.add, name="client-notes"),
    path("desk/<uuid:organisation_id>/notes/<uuid:note_id>/", notes_views.change, name="client-note"),
    path(
        "desk/<uuid:organisation_id>/notes/<uuid:note_id>/delete/",
        notes_views.delete,
        name="client-note-delete",
    ),
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
