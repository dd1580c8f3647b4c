"""The form of an initiative with what stands beside its fields: suggestions and warnings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.forms import BoundField, ChoiceField, Form
from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.published import content_of
from roadmaps.models import Initiative, Pilot
from roadmaps.numbers import for_typing
from roadmaps.pages import wording
from roadmaps.pages.cards import Card, card_of
from roadmaps.plan import Planned
from roadmaps.results import gap_of, result_of
from roadmaps.suggestions import Kpi, Suggested, suggested_of

STEPS = ("set_kpi", "win_buy_in", "develop_people", "give_feedback")
SECTIONS: dict[str, tuple[str, ...]] = {
    "who": ("title", "owner", "owner_name", "manager_name", "review_day", "effort"),
    "leading": ("leading_metric", "leading_unit", "leading_baseline", "leading_target"),
    "lagging": ("lagging_metric", "lagging_unit", "lagging_baseline", "lagging_target"),
    "numbers": ("basis", "also_watched"),
    "pilot": ("segment", "measure", "criterion", "decide_on"),
    "steps": STEPS,
}


@dataclass(frozen=True, slots=True)
class Box:
    """A field with the ``cautions`` about it and a text that can be put into it."""

    bound: BoundField
    cautions: tuple[str, ...]
    suggestion: str


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; ``kpis`` can be put into the first one."""

    key: str
    title: str
    intro: str
    boxes: tuple[Box, ...]
    kpis: tuple[Kpi, ...]
    next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Editing:
    """``is_running`` where the fixed fields are left out."""

    card: Card
    is_running: bool
    sections: tuple[Section, ...]


def editing_of(assessment: Assessment, planned: Planned, form: Form, today: date) -> Editing:
    """The form in sections; those whose fields are all left out do not appear."""
    content = content_of(assessment)
    card = card_of(content, planned, today)
    gap = gap_of(result_of(assessment), planned.domain)
    suggested = suggested_of(content, result_of(assessment), gap) if gap else None
    found = (_section(key, names, form, card, suggested) for key, names in SECTIONS.items())
    return Editing(
        card=card,
        is_running=planned.state == "running",
        sections=tuple(section for section in found if section.boxes),
    )


def _section(
    key: str, names: tuple[str, ...], form: Form, card: Card, suggested: Suggested | None
) -> Section:
    title, intro = _words()[key]
    kpis = suggested.kpis if suggested else ()
    return Section(
        key=key,
        title=title,
        intro=intro,
        boxes=tuple(_box(form[name], card, suggested) for name in names if name in form.fields),
        kpis=tuple(kpi for kpi in kpis if kpi.kind == key),
        next_steps=suggested.next_steps if suggested and key == "steps" else (),
    )


def _words() -> dict[str, tuple[str, str]]:
    return {
        "who": (_("Who does it"), _("One owner and one fixed day a week. Without them nothing happens.")),
        "leading": (
            _("Leading activity"),
            _("What people do more or better, counted every week. It moves first."),
        ),
        "lagging": (
            _("Lagging metric"),
            _("The result that the activity drives. It moves weeks later, and proves the point."),
        ),
        "numbers": (_("Where the numbers come from"), ""),
        "pilot": (
            _("Pilot"),
            _("An experiment with one group: agree before the start on the number that counts as success."),
        ),
        "steps": (
            _("Four management steps"),
            _("Filled in with suggestions from your answers. Make them your own."),
        ),
    }


def _box(bound: BoundField, card: Card, suggested: Suggested | None) -> Box:
    cautions = tuple(note.text for note in card.cautions if note.field == bound.name)
    suggestion = getattr(suggested, bound.name) if suggested and bound.name in STEPS else ""
    return Box(bound, cautions, suggestion)


def theirs_of(form: Form, current: Initiative) -> list[tuple[str, str]]:
    """What stands in the database where it differs from what was typed, by the fields' labels."""
    return list(_differing(form, current, current.pilots.get(decision="")))


def _differing(form: Form, current: Initiative, pilot: Pilot) -> Iterator[tuple[str, str]]:
    for bound in form.visible_fields():
        row: Any = pilot if hasattr(pilot, bound.name) else current
        typed, stored = form.cleaned_data.get(bound.name), getattr(row, bound.name)
        if bound.name == "owner":
            typed, stored = typed or "", str(stored.pk) if stored else ""
        if typed != stored:
            yield str(bound.label), _shown(bound, stored)


def _shown(bound: BoundField, value: Any) -> str:
    if value in (None, ""):
        return _("empty")
    if isinstance(bound.field, ChoiceField):
        choices: dict[str, Any] = {str(key): label for key, label in cast("Any", bound.field.choices)}
        return str(choices.get(str(value), value))
    if isinstance(value, Decimal):
        return for_typing(value)
    return wording.day(value) if isinstance(value, date) else str(value)
