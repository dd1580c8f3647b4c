"""Words and signs of the weekly rhythm, for the templates that show it."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext_lazy as _

from roadmaps.course import Course
from roadmaps.models import CheckIn, Pilot
from roadmaps.numbers import show
from roadmaps.rhythm import Review
from roadmaps.sparkline import Sparkline, sparkline_of

register = template.Library()

REVIEWS = {
    Review.DONE: ("✓", _("Held")),
    Review.MISSED: ("×", _("Missed")),
    Review.DUE: ("!", _("Due")),
    Review.UPCOMING: ("·", _("Upcoming")),
}
TRENDS = {"better": _("Better than before"), "worse": _("Worse than before"), "same": _("As before")}
TAGS = {"on_track": "tag--good", "at_risk": "tag--warn", "stuck": "tag--bad"}


@register.filter
def amount(number: Decimal | None, unit: str = "") -> str:
    """A value with its unit in the active language; a dash where it is not known."""
    return show(number, unit)


@register.filter
def review_sign(state: Review) -> str:
    return REVIEWS[state][0]


@register.filter
def review_words(state: Review) -> str:
    return str(REVIEWS[state][1])


@register.filter
def trend_words(trend: str) -> str:
    return str(TRENDS.get(trend, ""))


@register.filter
def status_words(status: str) -> str:
    return str(CheckIn.Status(status).label) if status else ""


@register.filter
def status_tag(status: str) -> str:
    """The class of the tag that shows a status."""
    return TAGS.get(status, "")


@register.filter
def decision_words(decision: str) -> str:
    return str(Pilot.Decision(decision).label) if decision else ""


@register.filter
def sparkline(course: Course) -> Sparkline | None:
    return sparkline_of(course)
