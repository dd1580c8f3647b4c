"""Log-in by the one address of an account."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class AuthenticationBackend(AllauthBackend):
    """allauth's, without the addresses that an account has merely asked for."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        email = credentials.get("email") or credentials.get("username") or ""
        if user is None or user.get_username().lower() != email.lower():
            return None
        return user
