"""The rules under which a gap becomes an improvement, and the mistakes that stop one (domain facts, section
5).
"""

from django.utils.translation import gettext as _

from reports.report.index import Index
from reports.report.plain_shapes import Point


def rules(index: Index) -> tuple[Point, ...]:
    """The four rules of a roadmap, the first one with the goal of this assessment."""
    return (
        Point(_("One business goal first"), _goal(index)),
        Point(
            _("Only two or three gaps"),
            _(
                "Work on the smallest set of constraints that holds the goal back now, one level up each. "
                "Everything else waits for the next round."
            ),
        ),
        Point(
            _("One owner, one metric, one weekly review"),
            _(
                "Each improvement has one person who answers for it, one leading and one lagging metric "
                "with a baseline, and a fixed slot in the week in which both are looked at."
            ),
        ),
        Point(
            _("Pilot, measure, then scale"),
            _(
                "Start with one segment or one group of sellers, with a success criterion and a decision "
                "date written down beforehand. If it works, scale it; if not, adjust it quickly or stop."
            ),
        ),
    )


def _goal(index: Index) -> str:
    goal = next((goal for goal in index.content.goals if goal.slug == index.source.goal), None)
    if goal is None:
        return _(
            "No goal was chosen for this assessment. Agree on one outcome before anything changes, so that "
            "every improvement can be judged by it."
        )
    return _("The goal of this assessment is “%(goal)s”. Improvements that do not serve it wait.") % {
        "goal": goal.name
    }


def mistakes() -> tuple[Point, ...]:
    """The three ways in which improvements of the selling system usually fail."""
    return (
        Point(
            _("Over-engineering"),
            _(
                "A large framework and many dashboards, and not one conversation with a buyer goes "
                "differently."
            ),
        ),
        Point(
            _("Process without management"),
            _(
                "A new rule that first-line managers do not use in their deal reviews and coaching lasts "
                "about as long as its announcement."
            ),
        ),
        Point(
            _("Copying another company's model"),
            _(
                "Your market, contract value, sales cycle and buying committee decide what mature selling "
                "looks like for you; a model from elsewhere brings somebody else's answers."
            ),
        ),
    )
