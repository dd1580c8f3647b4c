"""The admin's own words for fields and values, and for what differs between two texts."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.comparison import Budget, How, Run, word_differences

LANGUAGES = dict(settings.LANGUAGES)


def without_language(name: str) -> tuple[str, str]:
    """A column's field and its language, which is empty for what has none."""
    field, _underscore, code = name.rpartition("_")
    return (field, code) if code in LANGUAGES and field else (name, "")


def field_label(model: type[models.Model], name: str) -> str:
    """The label of a field in the admin's forms, or its name where there is none."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if hasattr(field, "verbose_name"):
        return str(field.verbose_name)
    return str(field.related_model._meta.verbose_name_plural)


def value_words(model: type[models.Model], name: str, value: Any) -> str:
    """A value as the admin shows it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    choices = dict(getattr(field, "flatchoices", ()))
    if value in choices:
        return str(choices[value])
    if isinstance(field, models.DecimalField):
        return number_format(format(Decimal(value).normalize(), "f"))
    return value if isinstance(value, str) else number_format(value)


def marked(before: str, after: str, budget: Budget | None = None) -> tuple[SafeString, SafeString]:
    """Both texts, with the words that only one of them has marked as deleted or inserted.

    A text beside nothing is not marked: the empty side says it. ``budget`` is that of the page.
    """
    if not before or not after:
        return format_html("{}", before), format_html("{}", after)
    left, right = word_differences(before, after, budget)
    return _marked(left), _marked(right)


def _marked(runs: tuple[Run, ...]) -> SafeString:
    tags = {How.REMOVED: "<del>{}</del>", How.ADDED: "<ins>{}</ins>", None: "{}"}
    return format_html_join("", "{}", ((format_html(tags[run.how], run.text),) for run in runs))
