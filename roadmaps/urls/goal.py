"""The SMART goal and the values of its metric."""

from django.urls import URLPattern, path

from roadmaps.views.goal import goal

urlpatterns: list[URLPattern] = [path("assessments/<uuid:assessment_id>/roadmap/goal/", goal, name="goal")]
