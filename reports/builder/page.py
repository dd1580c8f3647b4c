"""The builder's page: everything that it shows, read before it is rendered."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from accounts.colours import is_readable, nearest_readable
from accounts.models import User
from assessments.access import visitor_of
from assessments.models import Assessment
from reports.builder.forms import KEYS, SWITCHES, ChoicesForm, PresetForm, ordered, query_of
from reports.builder.presets import Preset, presets_of, product_presets
from reports.builder.summaries import kept_summary, stale_parts
from reports.kept.forms import KeepForm
from reports.letterheads import letterhead_of
from reports.paper import framing
from reports.report import Report, build
from reports.report.choices import INITIATIVES, ROUNDS, Choices, ChoicesError, from_data
from reports.report.edition import Letterhead
from reports.report.sections import TITLES
from reports.source import source_of
from roadmaps.forms.summary import summary_of as problems_of


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section to tick and to move; ``note`` says why it would be empty, or ""."""

    code: str
    title: str
    ticked: bool
    note: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour to choose: `accent` is "" for the plain one; `note` says what becomes of it, or ""."""

    value: str
    label: str
    ticked: bool
    accent: str
    note: str


@dataclass(frozen=True, slots=True)
class SummaryState:
    """How many parts of the executive summary were edited in one language, and how many are stale."""

    edited: int
    stale: int
    author: str
    changed_at: Any


def builder_page(
    request: HttpRequest,
    assessment: Assessment,
    form: ChoicesForm,
    *,
    keeping: KeepForm | None = None,
    naming: PresetForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with the choices as the form has them, and with what is wrong in any of its forms."""
    visitor = visitor_of(request)
    language = _language(form, assessment)
    with translation.override(language):
        report = build(source_of(assessment, opened=visitor.opened))
    letterhead = letterhead_of(visitor.user)[0]
    keeping, naming = keeping or KeepForm(), naming or PresetForm()
    context = {
        "assessment": assessment,
        "form": form,
        "keeping": keeping,
        "naming": naming,
        "summary": [*problems_of(form), *problems_of(keeping), *problems_of(naming)],
        "sections": _sections(form, report),
        "switches": [form[name] for name in SWITCHES if name != "consultancy"],
        "letterhead": letterhead,
        "colours": _colours(form, assessment, letterhead),
        "state": _state(assessment, language, report),
        "query": _query(form),
        **_presets(visitor.user, form, language),
    }
    return framing(render(request, "reports/builder/build.html", context, status=status))


def _language(form: ChoicesForm, assessment: Assessment) -> str:
    known = dict(form.fields["language"].choices)  # type: ignore[attr-defined]
    given = form["language"].value()
    return given if given in known else assessment.report_language


def _sections(form: ChoicesForm, report: Report) -> list[SectionRow]:
    ticked, order = set(form["sections"].value() or ()), ordered(form["order"].value() or ())
    empty = {
        INITIATIVES: "" if report.roadmap else gettext("Nothing to show yet: there is no roadmap."),
        ROUNDS: ""
        if report.rounds
        else gettext("Nothing to show: there is no earlier round to compare with."),
    }
    return [
        SectionRow(
            code=code,
            title=str(TITLES[code]),
            ticked=code in ticked,
            note=empty.get(code, ""),
            is_first=place == 0,
            is_last=place == len(order) - 1,
        )
        for place, code in enumerate(order)
    ]


def _colours(form: ChoicesForm, assessment: Assessment, letterhead: Letterhead | None) -> list[Colour]:
    accents = {
        "organisation": assessment.organisation.accent if assessment.organisation else "",
        "consultancy": letterhead.accent if letterhead else "",
        "product": "",
    }
    chosen = form["look"].value()
    labels = dict(form.fields["look"].choices)  # type: ignore[attr-defined]
    return [
        Colour(value, str(labels[value]), value == chosen, accent, _contrast(accent))
        for value, accent in accents.items()
        if accent or value in {"product", chosen}
    ]


def _contrast(accent: str) -> str:
    if not accent or is_readable(accent):
        return ""
    return gettext("Too light to read on white, so it is printed as %(colour)s.") % {
        "colour": nearest_readable(accent)
    }


def _state(assessment: Assessment, language: str, report: Report) -> SummaryState | None:
    row = kept_summary(assessment, language)
    if row is None or not row.texts:
        return None
    stale = stale_parts(row, {part.code: part.draft for part in report.summary})
    return SummaryState(len(row.texts), len(stale), row.author_name, row.changed_at)


def _presets(user: User | None, form: ChoicesForm, language: str) -> dict[str, Any]:
    """The presets, and the key of the one that is what the form has."""
    products, own = product_presets(language), presets_of(user)
    chosen = _chosen(form)
    match = next((one for one in (*products, *own) if chosen and one.matches(chosen)), None)
    based = next((one for one in products if one.key == form["preset"].value()), products[0])
    return {
        "products": products,
        "own": own,
        "matched": match,
        "matching": match.key if match else "",
        "based_on": based,
    }


def _query(form: ChoicesForm) -> str:
    """The choices of the form as the query of the preview's address."""
    if form.is_bound:
        return query_of(cast(QueryDict, form.data))
    pairs = [(key, "on" if form[key].value() is True else form[key].value()) for key in KEYS]
    return urlencode([pair for pair in pairs if pair[1]], doseq=True)


def _chosen(form: ChoicesForm) -> Choices | None:
    """The choices of a form that may be wrong, None when they do not fit."""
    ticked = set(form["sections"].value() or ())
    data = {name: bool(form[name].value()) for name in SWITCHES} | {
        "sections": [code for code in ordered(form["order"].value() or ()) if code in ticked],
        "preset": str(form["preset"].value()),
        "language": str(form["language"].value()),
        "look": str(form["look"].value()),
    }
    try:
        return from_data(data)
    except ChoicesError:
        return None


def preset_called(user: User | None, key: str, language: str) -> Preset | None:
    """The preset with this key, the product's or the person's own; None without."""
    return next((one for one in (*product_presets(language), *presets_of(user)) if one.key == key), None)
