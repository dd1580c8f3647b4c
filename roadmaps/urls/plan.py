"""The roadmap and its initiatives."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
