"""allauth's pages where ours answer differently."""

from typing import Any

from allauth.account import views
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.addresses import record_address
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
