"""How much each domain matters for each goal of a draft, written as one."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import BusinessGoal, Domain, FrameworkVersion, GoalRelevance
from assessments.models.draft_only import PublishedVersionError

Cell = tuple[int, int]  # keys of a goal and a domain


@transaction.atomic
def set_relevances(*, version: FrameworkVersion, values: dict[Cell, int | None]) -> int:
    """Stores the relevance (1–3, None for none) of domains for goals; gives how many changed.

    Cells that are not in ``values`` stay as they are. Raises PublishedVersionError when the version is no
    draft, and ValueError when a cell is none of its goals and domains. Nothing is written then.
    """
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not locked.is_draft:
        raise PublishedVersionError(_("Published, so fixed. Make a new draft to change it."))
    goals = {goal.pk: goal for goal in BusinessGoal.objects.filter(version=locked).select_related("version")}
    domains = Domain.objects.filter(version=locked).in_bulk()
    if not set(values) <= {(goal, domain) for goal in goals for domain in domains}:
        raise ValueError("A cell belongs to a goal and a domain of the version.")
    rows = GoalRelevance.objects.filter(goal__version=locked).select_related("goal__version")
    stored = {(row.goal_id, row.domain_id): row for row in rows}
    changed = {cell: value for cell, value in values.items() if value != _value(stored.get(cell))}
    for (goal, domain), value in changed.items():
        row = stored.get((goal, domain)) or GoalRelevance(goal=goals[goal], domain=domains[domain])
        if value is None:
            row.delete()
        else:
            row.value = value
            row.save()
    return len(changed)


def _value(row: GoalRelevance | None) -> int | None:
    return row.value if row is not None else None
