"""The sheet to work on in a meeting: what to discuss, with room to write, and who does what until when."""

from django.utils.translation import gettext as _

from reports.report.agreement_shapes import Disagreement
from reports.report.built_shapes import Talk, Worksheet
from reports.report.domain_shapes import Blocker
from reports.report.gap_shapes import Gap

DISAGREEMENTS, ACTIONS, POINTS = 3, 6, 3


def worksheet(*, gaps: tuple[Gap, ...], disagreements: tuple[Disagreement, ...]) -> Worksheet:
    """A question for each picked gap and for each of the three widest disagreements."""
    furthest = sorted(disagreements, key=lambda one: -one.spread)[:DISAGREEMENTS]
    return Worksheet(
        intro=_(
            "Answer each question together and write down what you agree on; end with the table of actions."
        ),
        talks=(*map(_on_gap, gaps), *map(_on_disagreement, furthest)),
        actions_title=_("Who does what until when"),
        columns=(_("What"), _("Who"), _("Until when"), _("How we know that it is done")),
        rows=ACTIONS,
    )


def _on_gap(gap: Gap) -> Talk:
    return Talk(
        title=gap.title,
        question=_("What keeps this from becoming true with us, and what do we change first?"),
        points=tuple(map(_point, gap.steps[:POINTS])),
    )


def _point(step: Blocker) -> str:
    if not step.today:
        return _("%(practice)s To become true: %(reach)s") % {"practice": step.text, "reach": step.reach}
    return _("Today: %(today)s To become true: %(reach)s") % {"today": step.today, "reach": step.reach}


def _on_disagreement(item: Disagreement) -> Talk:
    return Talk(
        title=item.text,
        question=_("Which example did each of you have in mind, and which record would settle it?"),
        points=tuple(
            _("%(level)s: %(counted)s") % {"level": share.label, "counted": _told(share.counted, share.who)}
            for share in item.shares
            if share.count
        ),
    )


def _told(counted: str, who: str) -> str:
    return _("%(counted)s (%(names)s)") % {"counted": counted, "names": who} if who else counted
