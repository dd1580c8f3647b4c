"""Why something is refused, and what every action on a roadmap has in common."""

from collections.abc import Iterable
from typing import Any

from accounts.audit import Event
from accounts.models import User
from assessments.actions.recording import record_about
from assessments.models import Assessment
from roadmaps.models import Initiative


class RefusedError(Exception):
    """A rule of the roadmap forbids it. ``code`` says which:

    "not_sealed", "no_gap" (nothing to pick, or this domain is no gap), "three" (no place is free),
    "one_level" (the domain is on the roadmap), "started", "over" (done, stopped or swapped), "replaced"
    (another gap took the place), "no_reason", "fixed" (metrics and criterion stay once started).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StaleError(Exception):
    """What the actor saw was changed meanwhile; ``current`` is the initiative as it is now."""

    def __init__(self, current: Initiative) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class NotReadyError(Exception):
    """The initiative cannot run without what is ``missing``, by codes (see ``roadmaps.readiness``)."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(", ".join(self.missing))


def note(
    event: Event,
    assessment: Assessment,
    actor: User | None,
    initiative: Initiative | None = None,
    **details: Any,
) -> None:
    """Writes the log; of an initiative by its title, with its domain."""
    subject = ""
    if initiative is not None:
        details = {"initiative": str(initiative.pk), "domain": initiative.domain, **details}
        subject = initiative.title
    record_about(event, assessment, actor, subject=subject, **details)
