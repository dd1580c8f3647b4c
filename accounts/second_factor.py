"""Who needs a second factor, and the gate that lets nobody past who needs one and has not shown it."""

import base64
import logging
import secrets
from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SET_UP_HERE = "second_factor_set_up"  # in the session: by which account
WANTED_PAGE = "second_factor_wanted"  # in the session: where the visitor was going
FACTORS = ("totp", "webauthn")
SECRETS = frozenset({"key", "token"})  # what addresses call the secrets in them
# What is open to whoever has to have a factor: to leave, to read in another language, to learn why.
ALWAYS_OPEN = frozenset(
    {"account_logout", "account_second_factor", "csrf-token", "health", "language", "robots"}
)
# What it takes to set the first one up: a confirmed address, the password once more, and the pages of it.
SETTING_UP = frozenset(
    {
        "account_confirm_email",
        "account_email",
        "account_email_verification_sent",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)
SHOWING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
log = logging.getLogger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's behaviour in our words; what codes are made from is encrypted in the database."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _(
            "Set up an authenticator app or a passkey first; recovery codes stand in for them."
        ),
        "incorrect_code": _("That is not right, or it was used before."),
        "unverified_email": _(
            "Confirm your e-mail address first, and confirm or remove the one it is to be replaced by."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; where the site's secret was replaced, something that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("A second factor was encrypted with a secret that this site has no longer.")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return gettext("My passkey")


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("accounts.second_factor", "", secret=key, algorithm="sha256") for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests])


def is_required(user: Any) -> bool:
    """Whether this person's role asks for a second factor here."""
    wanted = settings.MFA_REQUIRED_FOR
    if not wanted or not user.is_authenticated:
        return False
    if "admin" in wanted and user.is_staff:
        return True
    return "consultant" in wanted and user.memberships.filter(role="consultant").exists()


def has_factor(user: Any) -> bool:
    from allauth.mfa.models import Authenticator  # models are not there yet when allauth asks for the adapter

    return Authenticator.objects.filter(user=user.pk, type__in=FACTORS).exists()


def was_shown(request: HttpRequest) -> bool:
    """In this session, by a code, a passkey or by setting one up; a session made elsewhere has shown none."""
    if request.session.get(SET_UP_HERE) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def note_set_up(request: HttpRequest) -> None:
    """Whoever sets a factor up holds it."""
    request.session[SET_UP_HERE] = request.user.pk


def wanted_page(request: HttpRequest) -> str:
    """Where the gate stopped the visitor, if it did."""
    return str(request.session.get(WANTED_PAGE, ""))


class SecondFactorGate:
    """Middleware: whoever needs a second factor gets only as far as setting one up, or showing it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.MFA_REQUIRED_FOR or match is None or match.view_name in ALWAYS_OPEN:
            return None
        if not is_required(request.user):
            return None
        if not has_factor(request.user):
            return None if match.view_name in SETTING_UP else self._stop(request)
        if match.view_name in SHOWING or was_shown(request):
            return None
        return self._stop(request)

    @staticmethod
    def _stop(request: HttpRequest) -> HttpResponse:
        """Leads on whoever reads; what would change something is refused, so no script takes it for done."""
        page = page_to_show_it(request)
        if request.method not in {"GET", "HEAD"}:
            return render(request, "account/second_factor.html", {"show_url": page}, status=403)
        request.session[WANTED_PAGE] = _way_back(request)
        return redirect(page or "account_second_factor")


def page_to_show_it(request: HttpRequest) -> str:
    """Where a code or a passkey is asked for, and from where the visitor comes back; "" without a factor."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    pages = [method["url"] for method in methods if method["id"].startswith("mfa")]
    if not pages:
        return ""
    return f"{pages[0]}?{urlencode({'next': _way_back(request)})}"


def _way_back(request: HttpRequest) -> str:
    """The page that was asked for; not by a secret link, which no other address may hold."""
    match = request.resolver_match
    if request.method != "GET" or match is None or SECRETS & match.kwargs.keys():
        return reverse(settings.LOGIN_REDIRECT_URL)
    return request.get_full_path()
