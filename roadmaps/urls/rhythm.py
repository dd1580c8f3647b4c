"""Check-ins, decisions, checklists and the agenda."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
