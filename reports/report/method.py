"""How the levels were made, with which figures, and what they cannot say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.index import Index
from reports.report.plain_shapes import Fact, Point
from reports.report.wording import day, decimal
from reports.source import Reopened

DISAGREEMENT_FROM = 2


def method(index: Index) -> tuple[Point, ...]:
    """The rules of scoring, in words that can be repeated."""
    return (*_level_rules(index), *_gap_rules(index), *_answer_rules(index), *_drawing_rules())


def _level_rules(index: Index) -> tuple[Point, ...]:
    return (
        Point(
            _("How a level is reached"),
            _(
                "A domain is at a level when practices that carry more than half of its weight are rated "
                "there or higher, no practice is more than one level behind, and every key practice is "
                "there. It is not an average, so one serious gap cannot hide behind four good answers. A "
                "practice has weight 1 unless another weight stands beside it."
            ),
        ),
        Point(
            _("The overall level"),
            _(
                "The same rule, with domains in place of practices. A domain without a level counts as "
                "level 1 for the level and as level %(top)d for what is possible at most; one that does not "
                "apply is left out."
            )
            % {"top": index.top},
        ),
        Point(
            _("Progress"),
            _(
                "How much of the weight that the next level needs is already there, times the share of the "
                "weight that is at the present level; rounded down."
            ),
        ),
    )


def _gap_rules(index: Index) -> tuple[Point, ...]:
    return (
        Point(
            _("How gaps are picked"),
            _(
                "Impact is relevance to the goal, times the distance to the highest level, times a bonus "
                "for each ticked warning sign that points at the domain, times a factor for the "
                "lowest-rated domains. The two highest are picked; the third only if its impact is at least "
                "%(share)s of the first's. Of equal impacts, the one with fewer practices to raise goes "
                "first, then the order of the framework decides."
            )
            % {"share": decimal(index.content.parameters.third_gap_share)},
        ),
        Point(
            _("Relevance to the goal"),
            _(
                "1 is some, 2 strong, 3 decisive, as the framework sets it; without a goal it is 1 for every "
                "domain."
            ),
        ),
    )


def _answer_rules(index: Index) -> tuple[Point, ...]:
    return (
        Point(
            _("Claimed and evidenced"),
            _(
                "The evidenced level follows the same rule over proven ratings. A rating below level "
                "%(level)d needs no proof; from there on it counts only as high as somebody who rated it so "
                "gave a note or a link. A claim above that is called not proven."
            )
            % {"level": index.content.evidence_from},
        ),
        Point(
            _("Unknown and not applicable"),
            _(
                "An unknown practice counts as level 1 until it is known, and as level %(top)d for what is "
                "possible at most. Where others gave a level, “We don't know” is left out. With less than "
                "half of its weight known, a domain gets no level. Practices that do not apply leave the "
                "sum; key practices always apply."
            )
            % {"top": index.top},
        ),
        Point(
            _("Several respondents"),
            _(
                "A practice counts with the lower median of its ratings: of 2 and 3 that is 2. Ratings two "
                "or more levels apart are shown as a disagreement, also where the team agreed on a level "
                "afterwards."
            ),
        ),
        *_anonymous_rules(index),
    )


def _anonymous_rules(index: Index) -> tuple[Point, ...]:
    if not index.source.names_hidden:
        return ()
    return (
        Point(
            _("Anonymous respondents"),
            _(
                "Nobody can tell whose answers are whose. Numbers are shown for three people or more, as a "
                "whole and per function; a practice that fewer than three rated counts as unknown. Notes "
                "stand without the name of whoever wrote them."
            ),
        ),
    )


def _drawing_rules() -> tuple[Point, ...]:
    return (
        Point(
            _("How the radar is drawn"),
            _("Each point stands at the level plus the progress to the next one; a target at its level."),
        ),
    )


def parameters(index: Index) -> tuple[Fact, ...]:
    """Versions and figures with which this report was made."""
    content, result = index.content, index.result
    number = "" if content.number is None else str(content.number)
    facts = (
        Fact(_("Framework"), content.name),
        Fact(_("Framework version"), number),
        Fact(_("Rubric"), content.rubric_name),
        Fact(_("Levels"), str(index.top)),
        Fact(_("Practices"), str(len(index.practices))),
        Fact(_("Evidence needed from level"), str(content.evidence_from)),
        Fact(_("Bonus of a warning sign"), decimal(content.parameters.sign_bonus)),
        Fact(_("Factor of the weakest domain"), decimal(content.parameters.weakest_bonus)),
        Fact(_("Share a third gap needs"), decimal(content.parameters.third_gap_share)),
        Fact(_("Disagreement from a spread of"), str(DISAGREEMENT_FROM)),
        Fact(_("Version of the scoring rules"), str(result.scorer)),
        Fact(_("Opened"), day(index.source.opened_at)),
        Fact(_("Submitted"), day(index.source.submitted_at)),
    )
    return tuple(fact for fact in facts if fact.value)


def limits(index: Index) -> tuple[str, ...]:
    """What a reader must not read into the levels."""
    count = len(index.source.answerers)
    return (
        *_reopened(index),
        ngettext(
            "This is a self-assessment: it says what one person inside the team sees, on the day it "
            "was submitted.",
            "This is a self-assessment: it says what %(count)d people around the team see, on the day it was "
            "submitted.",
            count,
        )
        % {"count": count},
        _(
            "Evidence is what respondents noted or linked. Nobody outside the team has checked it; a "
            "consultant or colleague should open the linked records before money is spent on the result."
        ),
        _(
            "Levels describe how the selling system works. They do not forecast revenue, and a higher level "
            "is not better for its own sake: what counts is the goal."
        ),
        _(
            "The impact figures rank gaps within this assessment. They are no amounts of money and cannot be "
            "compared between teams."
        ),
    )


def _reopened(index: Index) -> tuple[str, ...]:
    """When, by whom and why the assessment was opened again after it had been submitted."""
    return tuple(_reopened_once(one) for one in index.source.reopenings)


def _reopened_once(reopened: Reopened) -> str:
    told = {
        "first": day(reopened.first_submitted_at),
        "day": day(reopened.at),
        "who": reopened.by,
        "why": reopened.why,
    }
    if not reopened.why:
        return _("It was submitted on %(first)s and opened again on %(day)s.") % told
    if not reopened.by:
        return _("It was submitted on %(first)s and opened again on %(day)s: “%(why)s”") % told
    return _("It was submitted on %(first)s and opened again on %(day)s by %(who)s: “%(why)s”") % told
