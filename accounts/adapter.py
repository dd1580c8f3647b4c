"""What django-allauth says in our words, and what it does when the mail server is away."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.languages import chosen, language_of
from accounts.mail import sender

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress

LIMITS_APP, HERE = "allauth.account", "login_failed_here"
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from your app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """allauth's behaviour with our messages."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("This address is in your account already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _(
            "There is already an account with this e-mail address. Log in, or reset its password."
        ),
        "enter_current_password": _("That is not your password now."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "unverified_primary_email": _("Confirm the address first; then it can be your main one."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Counts wrong passwords by visitor and account together, before allauth does by either.

        A stranger's guesses thus leave the owner, who comes from elsewhere, the right one.
        """
        usage = ratelimit.consume(
            request, app=LIMITS_APP, action=HERE, key=self._visitor_and_account(request, credentials)
        )
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user is not None:
            usage.rollback()
        return user

    def _visitor_and_account(self, request: HttpRequest, credentials: dict[str, Any]) -> str:
        return f"{ratelimit.get_ip(request)} {self._get_login_attempts_cache_key(request, **credentials)}"

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a reset of the password the new one is accepted at once."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        key = self._visitor_and_account(request, credentials)
        ratelimit.clear(request, app=LIMITS_APP, action=HERE, key=key)

    def confirm_email(self, request: HttpRequest, email_address: "EmailAddress") -> bool:
        """Whole or not at all; refused when another account logs in with the address by now."""
        from accounts.addresses import is_taken  # models are not there yet when allauth asks for the adapter

        if is_taken(email_address.email, by_others_than=email_address.user):
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False
        with transaction.atomic():
            return bool(super().confirm_email(request, email_address))

    def pre_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse | None:
        """An account that an administrator made has its address recorded before allauth asks for it."""
        from accounts.addresses import record_address

        if user.is_active and not options["signup"]:
            record_address(user)
        return super().pre_login(request, user, **options)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> AbstractBaseUser:
        """An account that is made after choosing a language keeps it."""
        user.language = chosen(request)
        return super().save_user(request, user, form, commit)

    def get_from_email(self) -> str:
        """Asked for inside ``send_mail``, so in the language of the mail."""
        return sender()

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways to confirm who somebody is, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": WAYS[method["id"]]} for method in methods]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes in the language of the account; whoever has none, or chose none, reads the page's."""
        user = context.get("user") or get_user_model().objects.filter(email__iexact=email).first()
        with translation.override(language_of(user)):
            super().send_mail(template_prefix, email, context)

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """A mail server that is away does not stop a sign-up; the mail can be sent again from the account."""
        with _logging_failure():
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nor does it stop a change of password or address, which this mail only tells of."""
        with _logging_failure():
            super().send_notification_mail(*args, **kwargs)


@contextmanager
def _logging_failure() -> Iterator[None]:
    try:
        yield
    except OSError:  # what sockets raise, and smtplib as a subclass of it
        log.exception("A mail about an account could not be sent.")
