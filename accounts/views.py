"""allauth's pages where ours answer differently."""

from typing import Any

from allauth.account import views
from allauth.account.models import EmailAddress
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.addresses import record_address
from accounts.forms import LanguageForm
from accounts.languages import asked_for, remember, switches_language
from accounts.models import User
from accounts.second_factor import (
    has_factor,
    is_required,
    note_set_up,
    page_to_show_it,
    wanted_page,
    was_shown,
)

MAX_DIGITS = 19  # of a number that every database holds


class AddressView(views.EmailView):
    """The address of the account, and the one that is to replace it once confirmed."""

    template_name = "account/email.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, User):
            record_address(request.user)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Confirming an address is what makes it the main one.
        if "action_primary" in request.POST:
            return redirect(self.success_url)
        return super().post(request, *args, **kwargs)


def _with_status(response: HttpResponse, form: Form) -> HttpResponse:
    """Says by the status, too, that there were too many attempts."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    if "too_many_login_attempts" in codes:
        response.status_code = 429
    return response


class KeepsWhatWasTyped:
    """Mix-in: switching the language brings the form again as it was filled in, but for passwords."""

    request: HttpRequest

    @method_decorator(switches_language)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if asked_for(request):
            return self.get(request, *args, **kwargs)  # type: ignore[attr-defined]
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def get_form_kwargs(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if asked_for(self.request):
            typed, _files = options.pop("data"), options.pop("files")
            kept = {name: typed[name] for name in ("login", "email") if name in typed}
            options["initial"] = {**options["initial"], **kept}
        return options


class SignUpView(KeepsWhatWasTyped, views.SignupView):
    """An account of one's own."""


class LoginView(KeepsWhatWasTyped, views.LoginView):
    def form_invalid(self, form: Form) -> HttpResponse:
        return _with_status(super().form_invalid(form), form)


class SecondStepView(AuthenticateView):
    """The second step of a log-in: a code or a passkey."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return _with_status(super().form_invalid(form), form)


class ShowFactorView(ReauthenticateView):
    """A code once more, before something that matters."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return _with_status(super().form_invalid(form), form)


class AppView(ActivateTOTPView):
    """Sets an authenticator app up, which counts as shown."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        note_set_up(self.request)
        return response


class PasskeyView(AddWebAuthnView):
    """Makes a passkey, which counts as shown."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        note_set_up(self.request)
        return response


class RecoveryCodesView(ViewRecoveryCodesView):
    """The codes, and the way on to where somebody was who had to set a second factor up first."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return {**super().get_context_data(**options), "wanted_page": wanted_page(self.request)}


class SessionsView(ListUserSessionsView):
    """Where the account is logged in; one of these sessions, or all but this one, can be ended."""

    def form_valid(self, form: Form) -> HttpResponse:
        chosen = self.request.POST.get("session", "")
        if not chosen:
            return super().form_valid(form)
        ended = UserSession.objects.filter(user=self.request.user.pk, pk=_whole(chosen)).first()
        if ended is not None:
            end_sessions(self.request, [ended])
            messages.success(self.request, gettext("That browser is logged out."))
        return redirect("usersessions_list")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < MAX_DIGITS else 0


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The one page that leads to everything about the account."""
    signed_in = UserSession.objects.purge_and_list(request.user)
    context = {
        "address": EmailAddress.objects.filter(user=request.user.pk, primary=True).first(),
        "has_factor": has_factor(request.user),
        "is_required": is_required(request.user),
        "sessions": len(signed_in),
    }
    return render(request, "account/home.html", context)


@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed here, and the ways to set one up."""
    if not is_required(request.user):
        return redirect("mfa_index")
    show_url = page_to_show_it(request) if has_factor(request.user) else ""
    if show_url and was_shown(request):
        return redirect("mfa_index")
    return render(request, "account/second_factor.html", {"show_url": show_url})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def language(request: HttpRequest) -> HttpResponse:
    """The language of the account; without one the browser decides, and forgets its choice."""
    form = LanguageForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        return render(request, "account/language.html", {"form": form}, status=422 if form.errors else 200)
    user = form.save()
    if not user.language:
        request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
    translation.activate(user.language or translation.get_language_from_request(request))
    messages.success(request, gettext("The language was changed."))
    response = redirect("account_language")
    remember(response, user.language)
    return response
