"""The product's addresses and two more that fail, for the tests of the error pages."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from maturity_site import urls as product


def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a secret that no page may show")


def database_away(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect to db.internal.example")


def forbidden(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    *product.urlpatterns,
    path("broken/", broken),
    path("database-away/", database_away),
    path("forbidden/", forbidden),
]

handler500 = product.handler500
