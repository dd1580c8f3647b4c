"""Faults of a draft in an editor's words: the names of its parts instead of a place in a file."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.admin.labels import LANGUAGES, field_label
from assessments.framework_files import ENGLISH
from assessments.framework_files.faults import Fault
from assessments.models import Anchor, Framework, FrameworkVersion, Question
from assessments.translation import TRANSLATED

MOST_SHOWN = 50
LONGEST_NAME = 60
SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
LISTS = ("domains", "rubrics", "questions", "levels", "warning_signs", "goals", "kpis")
BACK = ("back", "check")  # in an address: asks the page of a part to lead back to the check once it is saved
Keys = Sequence[str | int]


def describe(version: FrameworkVersion, faults: Sequence[str], publishing: bool = True) -> SafeString:
    """One message: how many faults there are, then each with its place, linked to its page."""
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in fault_lines(Places(version), faults)))
    heading = _refused(publishing, len(faults)) % {"number": version.number, "count": len(faults)}
    return format_html("{}<ul>{}</ul>{}", heading, lines, more_faults(len(faults) - MOST_SHOWN))


def fault_lines(places: "Places", faults: Sequence[str]) -> list[str]:
    """The first faults, each as a link to its page. A constant number of queries."""
    return [_line(places, fault) for fault in faults[:MOST_SHOWN]]


def _line(places: "Places", fault: str) -> str:
    return places.link(fault.keys, fault.message) if isinstance(fault, Fault) else fault


def _refused(publishing: bool, count: int) -> str:
    if publishing:
        return ngettext(
            "Version %(number)d was not published: %(count)d fault.",
            "Version %(number)d was not published: %(count)d faults.",
            count,
        )
    return ngettext(
        "No new draft was made of version %(number)d: %(count)d fault.",
        "No new draft was made of version %(number)d: %(count)d faults.",
        count,
    )


def more_faults(count: int) -> str:
    """Says how many faults are not shown; empty when all are."""
    if count <= 0:
        return ""
    said = ngettext("%(count)d more fault is not shown.", "%(count)d more faults are not shown.", count)
    return said % {"count": count}


class Places:
    """Walks from a version to the part that a place in its file stands for; reads each list once."""

    def __init__(self, version: FrameworkVersion) -> None:
        self._version = version
        self._lists: dict[tuple[models.Model, str], list[Any]] = {}

    def link(self, keys: Keys, message: str = "", language: str = "") -> str:
        """The names of the parts on the way and the message, linked to the field where it can be mended.

        ``language`` is the one that the text is to be mended in: English unless the place names one.
        """
        names, page = self._walk(keys, language)
        text = SEPARATOR.join(names)
        if message:
            text = f"{text}: {message}" if names else message
        return format_html('<a href="{}">{}</a>', page, text) if page else text

    def _walk(self, keys: Keys, language: str) -> tuple[list[str], str]:
        names: list[str] = []
        row: models.Model = self._version
        page, rest = _page(self._version), list(keys)
        field, within = "", "id_"
        while rest:
            key = rest.pop(0)
            if key in LISTS and rest and isinstance(rest[0], int):
                row = self._list(row, str(key))[int(rest.pop(0))]
                page = f"{_page(row)}?{urlencode([BACK])}"
                names.append(_name(row))
            elif key == "anchors" and isinstance(row, Question):
                said, within = self._anchor(rest)
                names += said
                field = _column(row, "statement", language) if within else ""
            elif isinstance(key, str):
                names.append(_field(row, key))
                page = self._page_of_field(row, key) or page
                if key not in {*LISTS, *LANGUAGES}:
                    field = _column(row, key, language or _language(rest))
        return names, f"{page}#{within}{field}" if field else page

    def _page_of_field(self, row: models.Model, key: str) -> str:
        """Where a version itself lacks something: the framework's page, or the list that is empty."""
        if row != self._version:
            return ""
        if key in ("name", "summary", "slug"):
            return _page(self._version.framework)
        if key in LISTS:
            related: Any = FrameworkVersion._meta.get_field(key).related_model
            lists = reverse(f"admin:assessments_{related._meta.model_name}_changelist")
            return f"{lists}?version__id__exact={self._version.pk}"
        return ""

    def _anchor(self, rest: list[str | int]) -> tuple[list[str], str]:
        """The rubric and the level of an anchor, and how its fields' addresses begin where there is a level.

        Takes their keys from ``rest``.
        """
        if not rest:
            return [_("anchors")], ""
        slug = rest.pop(0)
        rubric = next((row for row in self._list(self._version, "rubrics") if row.slug == slug), None)
        if rubric is None:
            return [str(slug)], ""
        if not rest or not isinstance(rest[0], int):
            return [_name(rubric)], ""
        level = self._list(rubric, "levels")[int(rest.pop(0))]
        return [_name(rubric), _name(level)], f"level-{level.pk}-"

    def _list(self, row: models.Model, name: str) -> list[Any]:
        if (row, name) not in self._lists:
            below = {"domains": "questions", "rubrics": "levels"}.get(name)
            rows = getattr(row, name).all()
            self._lists[row, name] = list(rows.prefetch_related(below) if below else rows)
        return self._lists[row, name]


def _name(row: models.Model) -> str:
    return Truncator(str(row) or _("without a name")).chars(LONGEST_NAME)


def _page(row: models.Model) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_change", args=[row.pk])


def _field(row: models.Model, key: str) -> str:
    """The label of a field in the admin's form, or the key where there is none."""
    return field_label(_model(row, key), key)


def _column(row: models.Model, key: str, language: str) -> str:
    """The name of a field in the admin's form; a translated text has one for each language."""
    return f"{key}_{language or ENGLISH}" if key in TRANSLATED.get(_model(row, key), ()) else key


def _language(rest: Keys) -> str:
    return str(rest[0]) if rest and rest[0] in LANGUAGES else ""


def _model(row: models.Model, key: str) -> type[models.Model]:
    """What has the field of a place: a version's file names its framework's as well."""
    if isinstance(row, FrameworkVersion) and key in ("name", "summary", "slug"):
        return Framework
    return Anchor if isinstance(row, Question) and key in ("statement", "next_step") else type(row)
