"""allauth's pages where ours answer differently."""

from typing import Any

from allauth.account import views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.addresses import record_address
from accounts.forms import LanguageForm
from accounts.languages import remember
from accounts.models import User


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


class LoginView(views.LoginView):
    """Says by the status, too, that there were too many attempts."""

    def form_invalid(self, form: Form) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            response.status_code = 429
        return response


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
