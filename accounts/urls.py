"""Addresses that stand before allauth's of the same name."""

from django.urls import path

from accounts.views import AddressView, LoginView, language

urlpatterns = [
    path("email/", AddressView.as_view(), name="account_email"),
    path("language/", language, name="account_language"),
    path("login/", LoginView.as_view(), name="account_login"),
]
