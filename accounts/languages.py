"""Which language a visitor reads: the account's, else the one chosen in this browser, else the browser's own.

Whoever asks for none of ours reads English.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from accounts.models import User

FIELD = "language"  # the name of the buttons that switch
Handler = Callable[[HttpRequest], HttpResponse]
Response = TypeVar("Response", bound=HttpResponseBase)


def browser_language(get_response: Handler) -> Handler:
    """Middleware: the language chosen in this browser, or the one it asks for; needs no database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            response = get_response(request)
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    return middleware


def account_language(get_response: Handler) -> Handler:
    """Middleware behind the one above: the account's language, where somebody is signed in and chose one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            language = getattr(request.user, "language", "")
        except Error:  # the database is away: whatever page says so, the browser's language does for it
            language = ""
        if language:
            translation.activate(language)
        return get_response(request)

    return middleware


def asked_for(request: HttpRequest) -> str:
    """The language whose button sent this form; "" when another button did."""
    language = request.POST.get(FIELD, "")
    return language if language in dict(settings.LANGUAGES) else ""


def switches_language(view: Callable[..., Response]) -> Callable[..., Response]:
    """For a view that the buttons send their form to: it answers in that language, which is remembered.

    By the account of whoever is signed in, and by the browser.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        language = asked_for(request)
        if not language:
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            get_user_model().objects.filter(pk=request.user.pk).update(language=language)
        translation.activate(language)
        response = view(request, *args, **kwargs)
        remember(response, language)
        return response

    return wrapped


def remember(response: HttpResponseBase, language: str) -> None:
    """The browser keeps the language for a year; "" makes it forget."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def chosen(request: HttpRequest) -> str:
    """The language that was chosen in this browser, or ""."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return language if language in dict(settings.LANGUAGES) else ""


def language_of(account: "User | None") -> str:
    """What to write to this account in: its own language, else the one that is active here."""
    return (account.language if account else "") or translation.get_language() or settings.LANGUAGE_CODE
