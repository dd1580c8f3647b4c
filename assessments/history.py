"""What is kept of each change to a framework: who, when, before and after, in every language.

The rows are the audit library's; triggers (see ``assessments.immutability``) keep them as they were written.
What makes or removes a whole version in one go is one entry of that version, and not one of each part.
"""

from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Any

from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from auditlog.registry import auditlog

from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    Framework,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    Rubric,
    WarningSign,
)
from assessments.translation import TRANSLATED

PARTS = (Domain, Rubric, Level, Question, Anchor, WarningSign, BusinessGoal, GoalRelevance, Kpi)
# What a part belongs to never changes; it stands in the entry's own data.
PARENTS = {"version", "rubric", "question", "goal"}
SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
NOT_KEPT = {"id", "loaded_digest", "created_at", *PARENTS}


class Step(StrEnum):
    """What was done to a whole version; stands in its entry's own data."""

    COPIED = "copied"
    IMPORTED = "imported"
    PUBLISHED = "published"
    RETIRED = "retired"
    DELETED = "deleted"


ACTIONS = {
    Step.COPIED: LogEntry.Action.CREATE,
    Step.IMPORTED: LogEntry.Action.CREATE,
    Step.PUBLISHED: LogEntry.Action.UPDATE,
    Step.RETIRED: LogEntry.Action.UPDATE,
    Step.DELETED: LogEntry.Action.DELETE,
}


def register() -> None:
    """Keeps every change of a framework's rows, apart from those made in bulk."""
    models: tuple[Any, ...] = (Framework, FrameworkVersion, *PARTS)
    for model in models:
        many = {"domains"} if model is WarningSign else None
        auditlog.register(model, include_fields=_kept(model), m2m_fields=many)
        model.get_additional_data = _belongs_to


def _kept(model: Any) -> list[str]:
    """The columns of a model; of a translated text those of the languages."""
    left_out = {*TRANSLATED.get(model, ()), *NOT_KEPT}
    return [field.name for field in model._meta.concrete_fields if field.name not in left_out]


def _belongs_to(row: Any) -> dict[str, Any]:
    """Where an entry belongs: framework, version if any, and the part that the row is a part of."""
    if isinstance(row, Framework):
        return {"framework": row.pk}
    version = row.framework_version()
    place = {"framework": version.framework_id, "version": str(version.pk), "number": version.number}
    parent = {Anchor: "question", Level: "rubric", GoalRelevance: "goal"}.get(type(row))
    if parent is None:
        return place
    part = getattr(row, parent)
    if isinstance(row, Anchor):
        place["place"] = f"{row.level.rubric}{SEPARATOR}{row.level.rank}"
    return place | {"parent": parent_of(part), "within": str(part)}


def parent_of(part: Any) -> str:
    """How the entries of what stands on a part's page name the part."""
    return f"{part._meta.model_name}:{part.pk}"


def as_one_entry() -> AbstractContextManager[None]:
    """Keeps no entry of the rows changed inside; ``keep`` says what was done to the version."""
    return disable_auditlog()


def keep(version: FrameworkVersion, step: Step, **more: Any) -> None:
    """One entry for what was done to a whole version; ``more`` says for example what it was copied from."""
    status = FrameworkVersion.Status
    before = {Step.PUBLISHED: status.DRAFT, Step.RETIRED: status.PUBLISHED}.get(step)
    changes = {"status": [before.value, step.value]} if before else {}
    LogEntry.objects.log_create(
        version,
        force_log=True,
        action=ACTIONS[step],
        changes=changes,
        additional_data=_belongs_to(version) | {"step": step.value} | more,
    )
