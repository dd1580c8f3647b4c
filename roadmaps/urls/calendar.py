"""Calendar feeds."""

from django.urls import path

from roadmaps.views import calendar

urlpatterns = [
    path("assessments/<uuid:assessment_id>/roadmap/calendar/", calendar.page, name="roadmap-calendar"),
    path("calendar/<uuid:feed_id>/<str:token>/roadmap.ics", calendar.feed, name="calendar-feed"),
]
