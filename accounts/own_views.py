"""What people may ask of a site that keeps their data: a copy of it, and its end."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.deletion import HandOverFirst, delete_account, plan_for
from accounts.languages import language_of
from accounts.mail import send
from accounts.models import User
from accounts.own_data import everything_about


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "account/data.html")


@require_safe
@never_cache
@login_required
def data_file(request: HttpRequest) -> HttpResponse:
    """Everything stored about whoever asks, as one file."""
    about = everything_about(cast("User", request.user))
    name = f"sales-maturity-{timezone.localdate():%Y-%m-%d}.json"
    return JsonResponse(
        about,
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; after the password once more, the button."""
    user = cast("User", request.user)
    if request.method != "POST":
        return render(request, "account/delete.html", {"plan": plan_for(user)})
    email, language = user.email, language_of(user)
    try:
        delete_account(user)
    except HandOverFirst:
        return render(request, "account/delete.html", {"plan": plan_for(user), "refused": True}, status=409)
    logout(request)
    send(
        to=email,
        language=language,
        subject=gettext_lazy("Your account is deleted"),
        template="account/email/account_deleted_message.txt",
        context={"email": email, "current_site": {"domain": request.get_host()}},
    )
    messages.success(request, gettext("Your account is deleted."))
    return redirect("home")
