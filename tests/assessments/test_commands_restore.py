"""A dump restored into an empty database gives the same rows, the same scores and the same roadmap."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from assessments import immutability
from assessments.actions.framework import load_framework
from assessments.framework_files import check, write
from assessments.framework_files.database import to_tree
from assessments.models import Assessment, FrameworkVersion
from assessments.responses import instrument_of, to_responses
from roadmaps.actions.swapping import swap_gap
from roadmaps.models import CalendarFeed, ReviewReminder
from roadmaps.plan import plan_of
from scoring import dump, rate
from tests.assessments.framework_file_samples import framework_data
from tests.factories import make_organisation, make_sealed, make_user
from tests.roadmaps.plans import MONDAY, check_in, make_goal, run_initiative

OWN = ("accounts", "assessments", "roadmaps", "reports")


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of our own tables; of those between two models only what they join."""
    models = [
        model for label in OWN for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return {
        model._meta.label: sorted(
            (row[1:] if model._meta.auto_created else row for row in model._base_manager.values_list()),
            key=repr,
        )
        for model in models
    }


def make_roadmap(sealed: Assessment) -> None:
    """Something in every table of a roadmap."""
    make_goal(sealed, values={MONDAY.replace(day=1): "17.25"})
    running = run_initiative(sealed, domain="d1")
    running.pilots.update(decision="adjust", reason="Too wide.", decided_at=running.started_at)
    running.pilots.create(number=2, kind="adjusted", segment="South", criterion="19.5", decide_on=MONDAY)
    for week in range(2):
        check_in(running, MONDAY + timedelta(weeks=week))
    stopped = run_initiative(sealed, domain="d2", slot=None, state="stopped")
    swap_gap(initiative=stopped, domain="d2", reason="Once more, smaller.", version=1)
    ReviewReminder.objects.create(initiative=running, kind="review", due_on=MONDAY)
    CalendarFeed.objects.create(assessment=sealed, user=sealed.owner, language="nl")


def make_everything() -> Assessment:
    version = load_framework(tree=check(framework_data()).tree, publish_it=True).version
    lead = make_user()
    organisation = make_organisation(lead=lead)
    sealed = make_sealed(version=version, owner=lead, organisation=organisation, ranks={"d1-q1": 3})
    make_roadmap(sealed)
    return sealed


@pytest.mark.usefixtures("transactional_db")
def test_dump_restored_into_an_empty_database_gives_the_same_rows_scores_and_roadmap(tmp_path: Path) -> None:
    plan = plan_of(make_everything())
    before = rows()
    assert [name for name, found in before.items() if name.startswith("roadmaps.") and not found] == []
    file = tmp_path / "dump.xml"  # JSON would cut the times to milliseconds
    call_command("dumpdata", *OWN, format="xml", output=str(file), verbosity=0)
    immutability.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    assert not Assessment.objects.exists()

    immutability.remove(connection)  # flush ends with the signal that installs them
    call_command("loaddata", str(file), verbosity=0, stdout=StringIO())
    immutability.install(connection)

    assert rows() == before
    assessment = Assessment.objects.get()
    assert plan_of(assessment) == plan
    assert dump(rate(instrument_of(assessment), to_responses(assessment))) == assessment.stored_result.data
    restored = FrameworkVersion.objects.select_related("framework").get()
    assert write(to_tree(restored)) == write(check(framework_data()).tree)
