"""Addresses of sharing: for whoever shares, and for whoever has a link."""

from django.urls import path

from reports.sharing import public, views

KEPT = "assessments/<uuid:assessment_id>/kept/<uuid:report_id>/share/"
SHARED = "shared/<uuid:link_id>/"

urlpatterns = [
    path(KEPT, views.share, name="share"),
    path(f"{KEPT}<uuid:link_id>/revoke/", views.revoke, name="share-revoke"),
    path(SHARED, public.page, name="shared"),
    path(f"{SHARED}paper/", public.shared_paper, name="shared-paper"),
    path(f"{SHARED}files/<str:kind>/", public.shared_file, name="shared-file"),
    path(f"{SHARED}<str:token>/", public.open_link, name="shared-open"),
]
