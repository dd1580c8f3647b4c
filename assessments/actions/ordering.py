"""Putting the parts of a draft in another order."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import FrameworkVersion
from assessments.models.draft_only import PublishedVersionError


@transaction.atomic
def put_in_order(*, model: Any, parent: str, keys: list[int]) -> dict[int, int]:
    """Puts the named rows of one parent in the order of ``keys``; the others keep their places among them.

    ``parent`` names the foreign key within which positions count. Gives the position of every row of the
    parent, from 1. Raises PublishedVersionError when the version is no draft, and ValueError when the rows do
    not exist or belong to several parents.
    """
    named = {row.pk: row for row in model.objects.filter(pk__in=keys)}
    parents = {getattr(row, f"{parent}_id") for row in named.values()}
    if len(parents) != 1 or sorted(named) != sorted(keys):
        raise ValueError(_("These rows have changed meanwhile. Open the list again."))
    _lock(named[keys[0]].framework_version())
    siblings = model.objects.filter(**{parent: parents.pop()}).select_related(parent)
    order = _merge(list(siblings.order_by("position", "pk")), keys)
    for position, row in enumerate(order, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    return {row.pk: row.position for row in order}


def _lock(version: FrameworkVersion) -> None:
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not locked.is_draft:
        raise PublishedVersionError(_("Published, so fixed. Make a new draft to change it."))


def _merge(rows: list[Any], keys: list[int]) -> list[Any]:
    """The places of the named rows are shared out among them in the order of ``keys``."""
    by_key = {row.pk: row for row in rows}
    turn = iter(keys)
    return [by_key[next(turn)] if row.pk in keys else row for row in rows]
