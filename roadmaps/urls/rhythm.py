"""Check-ins, decisions, checklists and the agenda."""

from django.urls import path

from roadmaps.views import agenda, check_in, checklist, decision

ROADMAP = "assessments/<uuid:assessment_id>/roadmap/"
INITIATIVE = f"{ROADMAP}initiatives/<uuid:initiative_id>/"

urlpatterns = [
    path(f"{ROADMAP}agenda/", agenda.agenda, name="agenda"),
    path(f"{INITIATIVE}check-in/", check_in.check_in, name="check-in"),
    path(f"{INITIATIVE}decision/", decision.decision, name="decision"),
    path(f"{INITIATIVE}checklist/", checklist.checklist, name="checklist"),
    path(f"{INITIATIVE}done/", checklist.done, name="initiative-done"),
]
