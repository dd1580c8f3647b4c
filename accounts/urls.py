"""Addresses that stand before allauth's of the same name."""

from django.urls import path

from accounts.views import AddressView, LoginView

urlpatterns = [
    path("email/", AddressView.as_view(), name="account_email"),
    path("login/", LoginView.as_view(), name="account_login"),
]
