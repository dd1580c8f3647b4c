"""The roadmap and its initiatives."""

from django.urls import path

from roadmaps.views import initiative, roadmap, swap

ROADMAP = "assessments/<uuid:assessment_id>/roadmap/"
INITIATIVE = f"{ROADMAP}initiatives/<uuid:initiative_id>/"

urlpatterns = [
    path(ROADMAP, roadmap.roadmap, name="roadmap"),
    path(f"{ROADMAP}make/", roadmap.make, name="roadmap-make"),
    path(f"{ROADMAP}discard/", roadmap.discard, name="roadmap-discard"),
    path(f"{ROADMAP}take/", swap.take, name="gap-take"),
    path(INITIATIVE, initiative.initiative, name="initiative"),
    path(f"{INITIATIVE}edit/", initiative.edit, name="initiative-edit"),
    path(f"{INITIATIVE}start/", initiative.start, name="initiative-start"),
    path(f"{INITIATIVE}swap/", swap.swap, name="gap-swap"),
]
