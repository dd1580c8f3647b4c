"""Mails: plain text, in the reader's language, and never a reason to fail."""

import logging
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
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
