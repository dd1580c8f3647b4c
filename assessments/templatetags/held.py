"""What the visitor holds, for the pages of allauth, whose views know nothing of assessments."""

from django import template
from django.template.context import Context

from assessments.access import visitor_of
from assessments.held import WayBack, unclaimed, ways_back
from assessments.models import Assessment

register = template.Library()


@register.simple_tag(takes_context=True)
def unclaimed_assessments(context: Context) -> list[Assessment]:
    """Those that logging out would leave to their secret links. One query, none where there are none."""
    visitor = visitor_of(context["request"])
    return list(unclaimed(visitor)) if visitor.opened else []


@register.simple_tag(takes_context=True, name="ways_back")
def _ways_back(context: Context) -> list[WayBack]:
    """What a visitor about to log in can open without."""
    return ways_back(visitor_of(context["request"]))
