"""The words that the pages of the roadmap share."""

from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.content import Content
from roadmaps.models import CheckIn, Initiative, Pilot
from roadmaps.models.fields import Basis

STATE_TAGS = {"running": "tag--accent", "done": "tag--good", "stopped": "tag--warn"}
STATUS_TAGS = {"on_track": "tag--good", "at_risk": "tag--warn", "stuck": "tag--bad"}

# What is missing before the start, with the field of the form that it is about.
MISSING = {
    "owner": ("owner_name", gettext_lazy("Name one owner.")),
    "leading_metric": ("leading_metric", gettext_lazy("Name the leading activity.")),
    "leading_unit": ("leading_unit", gettext_lazy("Give the unit of the leading activity.")),
    "leading_baseline": ("leading_baseline", gettext_lazy("Measure the baseline of the leading activity.")),
    "leading_target": ("leading_target", gettext_lazy("Set the target of the leading activity.")),
    "leading_same": (
        "leading_target",
        gettext_lazy("The leading activity’s target equals its baseline. Set one that differs."),
    ),
    "lagging_metric": ("lagging_metric", gettext_lazy("Name the lagging metric.")),
    "lagging_unit": ("lagging_unit", gettext_lazy("Give the unit of the lagging metric.")),
    "lagging_baseline": ("lagging_baseline", gettext_lazy("Measure the baseline of the lagging metric.")),
    "lagging_target": ("lagging_target", gettext_lazy("Set the target of the lagging metric.")),
    "lagging_same": (
        "lagging_target",
        gettext_lazy("The lagging metric’s target equals its baseline. Set one that differs."),
    ),
    "segment": ("segment", gettext_lazy("Choose the segment or group of the pilot.")),
    "criterion": ("criterion", gettext_lazy("Set the success criterion as a number.")),
    "decide_on": ("decide_on", gettext_lazy("Set the decision date.")),
    "decide_past": ("decide_on", gettext_lazy("The decision date has passed. Set one that lies ahead.")),
    "decide_today": ("decide_on", gettext_lazy("The decision date is today. Set one that lies ahead.")),
    "review_day": ("review_day", gettext_lazy("Choose the weekly review day.")),
}

# The mistakes that are warned of, with the field that they happen at.
CAUTIONS = {
    "many_here": (
        "also_watched",
        gettext_lazy("More than three numbers are watched here. Whoever watches all of them steers by none."),
    ),
    "no_manager": (
        "manager_name",
        gettext_lazy(
            "No manager is named who brings it up in deal reviews and coaching. Without one, new habits fade "
            "within weeks."
        ),
    ),
    "elsewhere": (
        "basis",
        gettext_lazy(
            "The targets come from elsewhere. Market, contract value and sales cycle differ: set them from "
            "your own numbers."
        ),
    ),
    "no_baseline": (
        "leading_baseline",
        gettext_lazy("A baseline is missing. Measure for four weeks first, or the target is a guess."),
    ),
    "beyond_target": (
        "criterion",
        gettext_lazy(
            "The criterion lies beyond the target, so reaching the target would count as a failure."
        ),
    ),
    "met_already": (
        "criterion",
        gettext_lazy("The baseline meets the criterion already, so nothing would have to change."),
    ),
    "short_pilot": (
        "decide_on",
        gettext_lazy("The pilot is shorter than two weeks. That is too short to tell a change from chance."),
    ),
    "long_pilot": (
        "decide_on",
        gettext_lazy("The pilot is longer than 13 weeks. Decide within a quarter, and adjust instead."),
    ),
}
CAUTIONS_OF_ALL = {
    "many_in_all": gettext_lazy(
        "The roadmap watches more than seven different numbers. Keep one pair for each initiative and drop "
        "the rest."
    ),
    "one_owner": gettext_lazy(
        "One person owns all three initiatives. Spread them, or the first busy week stops everything."
    ),
}


def day(moment: date) -> str:
    """A date with the month in words, in the order of the language."""
    return date_format(moment, "DATE_FORMAT")


def weekday(number: int | None) -> str:
    """The name of a review day (0 is Monday); "" while none is chosen."""
    return "" if number is None else str(WEEKDAYS[number])


def level(content: Content, rank: int) -> str:
    """A level as it is called: "2 Structured"."""
    return f"{rank} {content.levels[rank - 1].name}"


def domain_name(content: Content, slug: str) -> str:
    return next((domain.name for domain in content.domains if domain.slug == slug), slug)


def move(content: Content, current: int, target: int) -> str:
    """One level up: "From 2 Structured to 3 Managed"."""
    return _("From %(current)s to %(target)s") % {
        "current": level(content, current),
        "target": level(content, target),
    }


def state_label(state: str) -> str:
    return str(Initiative.State(state).label)


def status_label(status: str) -> str:
    return str(CheckIn.Status(status).label) if status else ""


def effort_label(effort: str) -> str:
    return str(Initiative.Effort(effort).label) if effort else ""


def basis_label(basis: str) -> str:
    return str(Basis(basis).label) if basis else ""


def kind_label(kind: str) -> str:
    return str(Pilot.Kind(kind).label)


def decision_label(decision: str) -> str:
    return str(Pilot.Decision(decision).label) if decision else ""
