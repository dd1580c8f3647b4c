"""Levels that done initiatives claim, as the desk shows them beside the sealed ones, which stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reports.report.wording import day
from roadmaps.models import Initiative


@dataclass(frozen=True)
class Claimed:
    """The `mark` in a cell, and the sentence for it."""

    mark: str
    sentence: str


NOTHING = Claimed("", "")


def claimed_in(assessments: Iterable[UUID]) -> Mapping[tuple[UUID, str], Claimed]:
    """By assessment and domain; one query."""
    rows = Initiative.objects.filter(
        assessment__in=list(assessments), state=Initiative.State.DONE, ended_at__isnull=False
    )
    words = _("Level %(level)d claimed by the roadmap since %(date)s, until the next assessment confirms it.")
    return {
        (assessment, domain): Claimed(
            mark=f"→ {level}", sentence=words % {"level": level, "date": day(localtime(ended_at))}
        )
        for assessment, domain, level, ended_at in rows.values_list(
            "assessment", "domain", "target", "ended_at"
        )
    }
