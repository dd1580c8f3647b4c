"""Changing an initiative: everything while it is planned, what runs it afterwards."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.forms.fields import shows_nothing
from roadmaps.actions.rules import NotReadyError, RefusedError, StaleError, note
from roadmaps.models import Initiative, Pilot
from roadmaps.people import people_of

OF_PILOT = ("segment", "measure", "criterion", "decide_on")
# The experiment: whoever moves these while it runs cannot tell any more whether it worked.
FIXED_ONCE_STARTED = (
    "leading_metric",
    "leading_unit",
    "leading_baseline",
    "leading_target",
    "lagging_metric",
    "lagging_unit",
    "lagging_baseline",
    "lagging_target",
    "basis",
    *OF_PILOT,
)
CHANGEABLE = (
    "title",
    "owner",
    "owner_name",
    "manager_name",
    "effort",
    "also_watched",
    "set_kpi",
    "win_buy_in",
    "develop_people",
    "give_feedback",
    "review_day",
)
NEEDED_WHILE_RUNNING = {"owner_name": "owner", "review_day": "review_day"}


@transaction.atomic
def change_initiative(
    *, initiative: Initiative, version: int, fields: Mapping[str, Any], actor: User | None = None
) -> Initiative:
    """Writes the ``fields`` (of ``CHANGEABLE``, and while planned of ``FIXED_ONCE_STARTED``).

    An ``owner`` is one of ``people_of`` and brings the name along. Nothing changed is no change, whatever the
    version. Raises StaleError, RefusedError ("over", "fixed"), NotReadyError where one that runs would lose
    its owner or review day, and ValueError for an unknown field, an empty title or a foreign owner.
    """
    locked = lock(initiative.assessment_id)
    current = Initiative.objects.select_related("owner").get(pk=initiative.pk)
    if current.state not in (Initiative.State.PLANNED, Initiative.State.RUNNING):
        raise RefusedError("over")
    pilot = current.pilots.get(decision="")
    wanted = _checked(current, fields)
    changed = {
        name: value for name, value in wanted.items() if getattr(_row(name, current, pilot), name) != value
    }
    if not changed:
        return current
    if current.version != version:
        raise StaleError(current)
    _refuse_while_running(current, changed)
    _write(current, pilot, changed)
    note(Event.INITIATIVE_CHANGED, locked, actor, current, fields=sorted(changed))
    return current


def _row(name: str, current: Initiative, pilot: Pilot) -> Initiative | Pilot:
    return pilot if name in OF_PILOT else current


def _checked(current: Initiative, fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - {*CHANGEABLE, *FIXED_ONCE_STARTED}
    if unknown or shows_nothing(str(fields.get("title", current.title))):
        raise ValueError("Only known fields, and a title.")
    wanted = dict(fields)
    owner = wanted.get("owner")
    if owner is not None and owner != current.owner and owner not in people_of(current.assessment):
        raise ValueError("Only who may read the report owns an initiative by account.")
    if owner is not None:
        wanted["owner_name"] = owner.get_full_name()
    return wanted


def _refuse_while_running(current: Initiative, changed: Mapping[str, Any]) -> None:
    if current.state != Initiative.State.RUNNING:
        return
    if set(changed).intersection(FIXED_ONCE_STARTED):
        raise RefusedError("fixed")
    needed = NEEDED_WHILE_RUNNING.items()
    lost = [code for name, code in needed if name in changed and _is_empty(changed[name])]
    if lost:
        raise NotReadyError(lost)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and shows_nothing(value))


def _write(current: Initiative, pilot: Pilot, changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        setattr(_row(name, current, pilot), name, value)
    if set(changed).intersection(OF_PILOT):
        pilot.save(update_fields=list(OF_PILOT))
    current.version += 1
    current.save()
