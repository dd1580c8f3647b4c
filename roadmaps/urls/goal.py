"""The SMART goal and the values of its metric."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
