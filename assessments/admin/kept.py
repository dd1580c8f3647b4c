"""What an editor typed into a page that can no longer be saved: shown once more, to copy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assessments.admin.labels import LANGUAGES, field_label, value_words, without_language
from assessments.admin.steps import NEW_DRAFT, url_of
from assessments.models import Anchor, Domain, FrameworkVersion, GoalRelevance, Level

# A field of the page's own part, or of a row below it: text_en, anchors-0-statement_en, anchors-2-0-row.
NAME = re.compile(r"(?:(?P<rows>[a-z_]+)(?:-\d+)?-\d+-)?(?P<field>\w+)")
ROW_OF: dict[Any, tuple[str, Any]] = {
    Anchor: ("row", Level),
    GoalRelevance: ("row", Domain),
    Level: ("id", Level),
}
KEY_DIGITS = 18  # what a database's whole numbers hold


@dataclass(frozen=True)
class Typed:
    """A field that was filled in differently from what the page showed; ``row`` names the level or domain."""

    row: str
    label: str
    language: str
    code: str
    text: str


def typed_into(model: Any, data: QueryDict) -> list[Typed]:
    """What was typed into the admin's page of a ``model`` row, in the order of the page."""
    names = dict.fromkeys(name.removeprefix("initial-") for name in data)
    return [typed for name in names for typed in _typed(model, data, name)]


def _typed(page: Any, data: QueryDict, name: str) -> Iterator[Typed]:
    match = NAME.fullmatch(name)
    if match is None:
        return
    try:
        model = page._meta.get_field(match["rows"]).related_model if match["rows"] else page
        field = model._meta.get_field(match["field"])
    except FieldDoesNotExist:
        return
    if not _is_edited(field, page) or not _differs(field, data, name):
        return
    label, code = without_language(match["field"])
    row = _row(model, data, name.removesuffix(match["field"])) if match["rows"] else ""
    text = _words(model, field, data, name)
    yield Typed(row, capfirst(field_label(model, label)), LANGUAGES.get(code, ""), code, text)


def _is_edited(field: Any, page: Any) -> bool:
    return isinstance(field, models.Field) and not field.primary_key and field.related_model is not page


def _differs(field: Any, data: QueryDict, name: str) -> bool:
    if isinstance(field, models.BooleanField):
        return (name in data) != (data.get(f"initial-{name}") == "True")
    typed, shown = data.getlist(name), data.getlist(f"initial-{name}")
    return _plain(typed) != _plain(shown)


def _plain(values: list[str]) -> list[str]:
    stripped = (value.replace("\r\n", "\n").strip() for value in values)
    return sorted(value for value in stripped if value)


def _row(model: Any, data: QueryDict, prefix: str) -> str:
    """The level or domain that a row below the part is for."""
    name, kind = ROW_OF[model]
    return ", ".join(_names(kind, [data.get(f"{prefix}{name}", "")]))


def _names(model: Any, keys: list[str]) -> list[str]:
    whole = [key for key in keys if key.isdecimal() and len(key) <= KEY_DIGITS]
    rows = model.objects.filter(pk__in=whole)
    return [f"{row.rubric} · {row}" if isinstance(row, Level) else str(row) for row in rows]


def _words(model: Any, field: Any, data: QueryDict, name: str) -> str:
    if isinstance(field, models.BooleanField):
        return value_words(model, field.name, name in data)
    if field.is_relation and field.related_model is not FrameworkVersion:
        return ", ".join(_names(field.related_model, data.getlist(name)))
    text = data.get(name, "").replace("\r\n", "\n")
    return next((str(words) for key, words in field.flatchoices if str(key) == text), text)


def kept_page(
    request: HttpRequest, site: AdminSite, *, version: FrameworkVersion | None, typed: Sequence[Typed]
) -> HttpResponse:
    """409: why nothing was saved, what was typed, and a way on. Without a version, it was deleted."""
    published, deleted = (
        _("Nothing was saved: the version was published meanwhile."),
        _("Nothing was saved: somebody deleted this meanwhile."),
    )
    may_copy = version is not None and request.user.has_perm(NEW_DRAFT.needs)
    context = {
        **site.each_context(request),
        "opts": FrameworkVersion._meta,
        "title": published if version is not None else deleted,
        "version": version,
        "typed": typed,
        "step": NEW_DRAFT,
        "step_url": url_of(NEW_DRAFT, version) if version is not None and may_copy else "",
    }
    return TemplateResponse(request, "admin/assessments/kept.html", context, status=409)
