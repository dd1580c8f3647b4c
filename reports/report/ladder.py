"""The levels of one rubric in words, where there are two rubrics and a report's index has one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.content import Content
from reports.report.index import number_kept
from scoring import DomainResult, OverallResult, QuestionResult


@dataclass(frozen=True, slots=True)
class Ladder:
    """Levels run from 1 to K."""

    content: Content

    def label(self, rank: int) -> str:
        """ "Level 2 Structured"."""
        words = number_kept(_("Level %(rank)d %(name)s"))
        return words % {"rank": rank, "name": self.content.levels[rank - 1].name}

    def inner(self, rank: int) -> str:
        """The same in the middle of a sentence: "level 2 Structured"."""
        words = number_kept(_("level %(rank)d %(name)s"))
        return words % {"rank": rank, "name": self.content.levels[rank - 1].name}

    def verdict(self, result: DomainResult | OverallResult) -> str:
        """Both levels in one line, or why there is none."""
        if result.level is None:
            return _("Not applicable") if result.status == "not_applicable" else _("Not rated")
        return self._both(result.level, result.evidenced)

    def rating(self, result: QuestionResult) -> str:
        """A practice's rating, and what evidence carries of it."""
        if result.rating is None:
            return _("Does not apply") if result.status == "not_applicable" else _("Unknown")
        return self._both(result.rating, result.evidenced)

    def _both(self, level: int, evidenced: int | None) -> str:
        if evidenced is None or evidenced == level:
            return self.label(level)
        return _("%(claimed)s claimed, %(evidenced)s evidenced") % {
            "claimed": self.label(level),
            "evidenced": self.inner(evidenced),
        }
