"""Faults of a draft in an editor's words: the names of its parts instead of a place in a file."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.framework_files.faults import Fault
from assessments.models import FrameworkVersion, Question

MOST_SHOWN = 50
LONGEST_NAME = 60
SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
LISTS = ("domains", "rubrics", "questions", "levels", "warning_signs", "goals", "kpis")


def describe(version: FrameworkVersion, faults: Sequence[str], publishing: bool = True) -> SafeString:
    """One message: how many faults there are, then each with its place, linked to its page."""
    names = _Names(version)
    lines = format_html_join("", "<li>{}</li>", ((names.line(fault),) for fault in faults[:MOST_SHOWN]))
    heading = _refused(publishing, len(faults)) % {"number": version.number, "count": len(faults)}
    return format_html("{}<ul>{}</ul>{}", heading, lines, _more(len(faults) - MOST_SHOWN))


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


def _more(count: int) -> str:
    if count <= 0:
        return ""
    said = ngettext("%(count)d more fault is not shown.", "%(count)d more faults are not shown.", count)
    return said % {"count": count}


class _Names:
    """Walks from a version to the part that a place in the file stands for; reads each list once."""

    def __init__(self, version: FrameworkVersion) -> None:
        self._version = version
        self._lists: dict[tuple[models.Model, str], list[Any]] = {}

    def line(self, fault: str) -> str:
        if not isinstance(fault, Fault):
            return fault
        names, page = self._walk(fault.keys)
        text = f"{SEPARATOR.join(names)}: {fault.message}" if names else fault.message
        return format_html('<a href="{}">{}</a>', page, text) if page else text

    def _walk(self, keys: tuple[str | int, ...]) -> tuple[list[str], str]:
        names: list[str] = []
        row: models.Model = self._version
        page, rest = "", list(keys)
        while rest:
            key = rest.pop(0)
            if key in LISTS and rest and isinstance(rest[0], int):
                row = self._list(row, str(key))[int(rest.pop(0))]
                page = _page(row)
                names.append(_name(row))
            elif key == "anchors" and isinstance(row, Question):
                names += self._anchor(rest)
            elif isinstance(key, str):
                names.append(_field(row, key))
        return names, page

    def _anchor(self, rest: list[str | int]) -> list[str]:
        """The rubric and the level of an anchor; takes their keys from ``rest``."""
        if not rest:
            return [_("anchors")]
        slug = rest.pop(0)
        rubric = next((row for row in self._list(self._version, "rubrics") if row.slug == slug), None)
        if rubric is None:
            return [str(slug)]
        if not rest or not isinstance(rest[0], int):
            return [_name(rubric)]
        return [_name(rubric), _name(self._list(rubric, "levels")[int(rest.pop(0))])]

    def _list(self, row: models.Model, name: str) -> list[Any]:
        if (row, name) not in self._lists:
            self._lists[row, name] = list(getattr(row, name).all())
        return self._lists[row, name]


def _name(row: models.Model) -> str:
    return Truncator(str(row) or _("without a name")).chars(LONGEST_NAME)


def _page(row: models.Model) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_change", args=[row.pk])


def _field(row: models.Model, key: str) -> str:
    """The label of a field in the admin's form, or the key where there is none."""
    names = {"statement": _("statement"), "next_step": _("next step"), "evidence": _("evidence prompt")}
    if key in names:
        return names[key]
    try:
        return str(getattr(row._meta.get_field(key), "verbose_name", key))
    except FieldDoesNotExist:
        return key
