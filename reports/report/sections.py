"""The sections of a built report, by their headings, in the order that was chosen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.report import choices as codes
from reports.report.built_shapes import Section
from reports.report.choices import Choices

TITLES: dict[str, str | Promise] = {
    codes.COVER: _("Cover"),
    codes.SUMMARY: _("Executive summary"),
    codes.OUTLOOK: _("Levels and way ahead"),
    codes.HEATMAP: _("Every practice at a glance"),
    codes.PROFILE: _("Domain profile and gaps"),
    codes.DOMAINS: _("Domain by domain"),
    codes.GAPS: _("Gaps to close first"),
    codes.INITIATIVES: _("Roadmap"),
    codes.ROUNDS: _("Before and after"),
    codes.DIFFERENCES: _("Where you see it differently"),
    codes.WORKSHEET: _("To work on in the meeting"),
    codes.ANSWERS: _("Every answer with its evidence"),
    codes.METHOD: _("Method, respondents and limits"),
}


def sections(choices: Choices, *, has_roadmap: bool, has_rounds: bool) -> tuple[Section, ...]:
    """Without those that have nothing to show: no roadmap, no earlier round, answers left out."""
    empty = {
        *(() if has_roadmap else (codes.INITIATIVES,)),
        *(() if has_rounds else (codes.ROUNDS,)),
        *(() if choices.answers else (codes.ANSWERS,)),
    }
    return tuple(
        Section(code=code, title=str(TITLES[code])) for code in choices.sections if code not in empty
    )
