"""Who the mails come from."""

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext

PRODUCT = "Sales maturity"


def sender() -> str:
    """``DEFAULT_FROM_EMAIL``; the product's name before the address is said in the language of the mail."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if name != PRODUCT:
        return settings.DEFAULT_FROM_EMAIL
    return f"{gettext('Sales maturity')} <{address}>"
