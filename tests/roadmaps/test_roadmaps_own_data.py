"""What the file of a person's data holds of roadmaps, and what is left of them when the account goes."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.deletion import delete_account
from accounts.models import User
from assessments.models import Assessment
from roadmaps.actions.making import make_roadmap
from roadmaps.actions.swapping import swap_gap
from roadmaps.models import CheckIn, Initiative, Pilot
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, check_in, make_goal, run_initiative

pytestmark = pytest.mark.django_db


def sealed(**fields: Any) -> Assessment:
    return make_sealed(version=make_version(domains=5), **fields)


def owned_by(user: User, assessment: Assessment) -> Initiative:
    row = run_initiative(assessment, owner=user, owner_name=user.get_full_name())
    check_in(row, MONDAY, author=user, author_name=user.get_full_name(), leading=Decimal("2.5"))
    return row


def test_file_holds_what_was_owned_written_and_swapped() -> None:
    user = make_user(name="Anna", email_confirmed=True)
    row = owned_by(user, sealed(owner=user))
    check_in(row, MONDAY.replace(day=9), author=make_user(), line="Somebody else's")
    other = sealed(owner=user)
    given_up = make_roadmap(assessment=other)[0]
    swap_gap(initiative=given_up, domain="d5", reason="Asked for.", version=1, actor=user)
    client = Client()
    client.force_login(user)
    found = json.loads(client.get(reverse("account_data_file")).content)["roadmaps"]
    assert [one["title"] for one in found["initiatives_owned"]] == ["Raise d1"]
    assert [one["leading"] for one in found["check_ins"]] == ["2.5000"]
    assert [one["reason"] for one in found["gaps_swapped"]] == ["Asked for."]
    assert (found["decisions"], found["checklist"]) == ([], [])
    assert "Somebody else's" not in json.dumps(found)


def test_names_stay_in_an_organisation_s_roadmap_when_the_account_goes() -> None:
    user = make_user(name="Anna", email_confirmed=True)
    row = owned_by(user, sealed(organisation=make_organisation(lead=make_user(), member=user)))
    delete_account(user)
    row.refresh_from_db()
    noted = row.check_ins.get()
    assert (row.owner, row.owner_name, row.state) == (None, "Anna", "running")
    assert (noted.author, noted.author_name) == (None, "Anna")


def test_roadmap_of_one_person_goes_with_the_account() -> None:
    user = make_user(name="Anna", email_confirmed=True)
    assessment = sealed(owner=user)
    make_goal(assessment, values={MONDAY: 18})
    row = owned_by(user, assessment)
    Pilot.objects.filter(initiative=row).update(
        decision="scale", reason="It worked.", decided_at=row.made_at, decided_by=user
    )
    delete_account(user)
    assert not Initiative.objects.exists()
    assert not CheckIn.objects.exists()
