"""Addresses of the roadmap, one module a part of it."""

from roadmaps.urls import calendar, goal, plan, rhythm

urlpatterns = [*plan.urlpatterns, *goal.urlpatterns, *rhythm.urlpatterns, *calendar.urlpatterns]
