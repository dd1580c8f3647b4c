"""Messages of Django and of its libraries that they do not bring in all of our languages.

Our catalogues go before theirs; nothing but the collection of messages reads this.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

DJANGO = (
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
AUDITLOG = (gettext_noop("Audit log"), gettext_noop("log entry"), gettext_noop("log entries"))
SORTABLE = (gettext_noop("Sort"),)
