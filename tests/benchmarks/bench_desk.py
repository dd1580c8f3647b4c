"""The desk of a consultant with 300 clients against one with 3, each client with 10 assessments."""

import random
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tests.benchmarks import harness

FEW, MANY, ROUNDS = 3, 300, 10


def run() -> list[harness.Row]:
    """Ratio of the two desks, which ask the same questions of the database."""
    from accounts.models import User
    from assessments.models import FrameworkVersion
    from tests.factories import make_sealed

    version = FrameworkVersion.objects.newest_published().get(framework__slug="b2b-revenue-team")
    template = make_sealed(version=version)
    browsers = []
    for count in (MANY, FEW):
        user = User.objects.create_user(f"desk{count}@example.com", "correct horse battery staple")
        _clients(user, template, count)
        browsers.append(harness.Browser(user))
    many, few = browsers
    path = reverse("desk")
    ratio, ours = harness.ratio(lambda: many.get(path), lambda: few.get(path), rounds=5, runs=8)
    name = f"desk of {MANY} clients / desk of {FEW}, {ROUNDS} assessments each ({ours:.1f} ms)"
    return [(name, ratio, "target ≤ 5")]


def _clients(user: Any, template: Any, count: int) -> None:
    """So many clients with nine submitted assessments like the template and one that runs."""
    from accounts.models import Membership, Organisation
    from assessments.models import Assessment, StoredResult

    made = Organisation.objects.bulk_create(Organisation(name=f"Client {number}") for number in range(count))
    Membership.objects.bulk_create(Membership(user=user, organisation=one, role="consultant") for one in made)
    now, stored = timezone.now(), template.stored_result
    rounds = Assessment.objects.bulk_create(
        Assessment(
            organisation=one,
            team=f"Team {number % 3}",
            version=template.version,
            rubric=template.rubric,
            opened_at=now - timedelta(days=90 * number + 9),
            submitted_at=now - timedelta(days=90 * number) if number else None,
        )
        for one in made
        for number in range(ROUNDS)
    )
    levels = random.Random(4)
    StoredResult.objects.bulk_create(
        StoredResult(assessment=one, scorer=stored.scorer, data=stored.data, overall=levels.randint(1, 4))
        for one in rounds
        if one.submitted_at
    )
