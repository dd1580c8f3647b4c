"""Kept reports as the pages show them: what was chosen in words, and the files with their sizes."""

from dataclasses import dataclass
from typing import cast

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from reports.builder.forms import ChoicesForm, query_of
from reports.kept.files import LABELS, Kind, in_order
from reports.models import KeptFile, KeptReport
from reports.report.choices import Choices, ChoicesError, from_data
from reports.report.sections import TITLES

SWITCHES = ("answers", "names", "evidence", "notes", "identity")
LOOKS: dict[str, str | Promise] = {
    "organisation": _("The organisation’s colour"),
    "consultancy": _("The consultancy’s colour"),
    "product": _("The plain green"),
}
SHORT: dict[str, str | Promise] = {
    Kind.PDF: "PDF",
    Kind.DOCX: "DOCX",
    Kind.XLSX: "XLSX",
    Kind.CSV: "CSV",
    Kind.JSON: "JSON",
    Kind.CHARTS: _("Charts"),
    Kind.PAGE: _("Page"),
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """`short` is what lists call it ("DOCX"), `size` is in bytes; `is_page`: it is read in the browser."""

    kind: str
    label: str
    short: str
    size: int
    is_page: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """`links` counts those that work now; `shared`: there was one, whether it works or not."""

    report: KeptReport
    language: str
    files: tuple[ShownFile, ...]
    links: int
    shared: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What had an effect; `again` is the query by which the builder starts from the same choices."""

    sections: tuple[str, ...]
    shown: tuple[str, ...]
    left_out: tuple[str, ...]
    look: str
    again: str


def kept_of(assessment: Assessment) -> QuerySet[KeptReport]:
    """The newest first, with their files but not what these hold, and with their living links counted."""
    living = Q(links__revoked_at=None, links__expires_at__gt=timezone.now())
    files = Prefetch("files", KeptFile.objects.defer("content"))
    rows = KeptReport.objects.filter(assessment=assessment).prefetch_related(files)
    counts = {"living": Count("links", filter=living), "made": Count("links")}
    return rows.annotate(**counts).order_by("-number")


def shown(row: KeptReport) -> Shown:
    """A row of ``kept_of`` in the reader's language."""
    return Shown(
        report=row,
        language=str(get_language_info(row.language)["name_translated"]),
        files=tuple(
            ShownFile(
                kind=one.kind,
                label=str(LABELS[one.kind]),
                short=str(SHORT[one.kind]),
                size=one.size,
                is_page=one.kind == Kind.PAGE,
            )
            for one in in_order(row.files.all())
        ),
        links=cast(int, getattr(row, "living", 0)),
        shared=bool(getattr(row, "made", 0)),
    )


def chosen(row: KeptReport) -> Chosen | None:
    """What the report was built with; None where a later release cannot read it any more."""
    try:
        choices = from_data(row.choices)
    except ChoicesError:
        return None
    return Chosen(
        sections=tuple(str(TITLES[code]) for code in choices.sections),
        shown=_switches(choices, on=True),
        left_out=_switches(choices, on=False),
        look=str(LOOKS[choices.look if row.accent else "product"]),
        again=query_of(choices),
    )


def _switches(choices: Choices, *, on: bool) -> tuple[str, ...]:
    fields = ChoicesForm.base_fields
    return tuple(str(fields[name].label) for name in SWITCHES if getattr(choices, name) is on)
