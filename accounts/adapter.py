"""What django-allauth says in our words, and what it does when the mail server is away."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
