"""Mails: plain text, in the reader's language, and never a reason to fail."""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

PRODUCT = "Sales maturity"
log = logging.getLogger(__name__)


def sender() -> str:
    """``DEFAULT_FROM_EMAIL``; the product's name before the address is said in the language of the mail."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if name != PRODUCT:
        return settings.DEFAULT_FROM_EMAIL
    return f"{gettext('Sales maturity')} <{address}>"


def base_url_of(request: HttpRequest) -> str:
    """The site's own address, as "https://maturity.example", for links that the worker writes."""
    return f"{request.scheme}://{request.get_host()}"


def send(*, to: str, language: str, subject: str | Promise, template: str, context: dict[str, Any]) -> bool:
    """Writes a mail in the language and sends it; False when it failed, which is logged without the address.

    ``subject`` and the text of ``template`` are translated here: pass the subject as ``gettext_lazy``, with
    what it says in its place as a key of the context ("The report of %(team)s").
    """
    with translation.override(language):
        one_line = " ".join((str(subject) % context).split())
        text = render_to_string(template, context).strip()
        try:
            send_mail(one_line, text, sender(), [to])
        except Exception:
            log.exception("Mail not sent: %s", template)
            return False
    return True


# The mail server's own words that it does not take the mail; after anything else it may have taken it.
REFUSALS = (
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


class _Taken(Exception):
    """Another process has handed the mail over."""


def send_once(
    *,
    to: str,
    language: str,
    subject: str | Promise,
    template: str,
    context: dict[str, Any],
    key: str,
    claim: Callable[[], bool],
    release: Callable[[], object],
) -> bool:
    """Like ``send``, for a mail that must not go out twice, whoever is killed when; False when it failed.

    ``claim`` is called when the mail server has accepted sender and recipient, right before it gets the mail;
    it has to be committed when it returns. Where it is False, another process has handed the mail over.
    ``release`` is called when the server refused the mail all the same. ``key`` becomes the Message-ID.
    """
    with translation.override(language):
        one_line = " ".join((str(subject) % context).split())
        text = render_to_string(template, context).strip()
        name = f"<{key}@{urlsplit(settings.SITE_URL).hostname}>"
        message = EmailMessage(one_line, text, sender(), [to], headers={"Message-ID": name})
    connection = get_connection()
    try:
        connection.open()
        _hand_over(connection, message, claim)
    except _Taken:
        return True
    except Exception as error:
        if isinstance(error, REFUSALS):
            release()
        log.exception("Mail not sent: %s", template)
        return False
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return True


def _hand_over(connection: Any, message: EmailMessage, claim: Callable[[], bool]) -> None:
    """Claims as late as the backend lets us, so that next to nothing can happen in between. Raises _Taken."""

    def claimed() -> None:
        if not claim():
            raise _Taken

    smtp = getattr(connection, "connection", None)
    if isinstance(smtp, smtplib.SMTP):
        send_content = smtp.data

        def data(content: Any) -> Any:
            claimed()
            return send_content(content)

        cast("Any", smtp).data = data
    else:
        claimed()
    connection.send_messages([message])
