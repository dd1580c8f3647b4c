"""Which organisation the start page proposes, and what follows from it."""

import pytest
from django.urls import reverse

from accounts.models import Organisation, User
from tests.assessments.pages import logged_in, url
from tests.factories import make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
START = reverse("start")


def proposed(user: User, address: str = START) -> list[str]:
    """The ids of organisations that are chosen when the page opens."""
    page = logged_in(user).get(address).content.decode()
    return [str(pk) for pk in Organisation.objects.values_list("pk", flat=True) if f'"{pk}" selected' in page]


def test_only_organisation_is_proposed() -> None:
    make_version()
    user = make_user()
    organisation = make_organisation(lead=user)
    make_organisation(member=user)
    assert proposed(user) == [str(organisation.pk)]


def test_of_several_the_one_that_the_link_names_is_proposed() -> None:
    make_version()
    user = make_user()
    first, second = make_organisation(lead=user), make_organisation(consultant=user)
    assert proposed(user) == []
    for one in (first, second):
        assert proposed(user, f"{START}?organisation={one.pk}") == [str(one.pk)]


@pytest.mark.parametrize("named", ["foreign", "nonsense"])
def test_link_that_names_no_organisation_of_ours_is_left_out(named: str) -> None:
    make_version()
    user = make_user()
    mine = make_organisation(lead=user)
    value = make_organisation(lead=make_user()).pk if named == "foreign" else "%00"
    assert proposed(user, f"{START}?organisation={value}") == [str(mine.pk)]


def test_report_is_proposed_in_the_language_of_the_organisation() -> None:
    user = make_user()
    organisation = make_organisation(lead=user)
    organisation.language = "nl"
    organisation.save()
    assessment = make_assessment(owner=user, organisation=organisation)
    assert assessment.report_language == "nl"
    page = logged_in(user).get(url("check", assessment))
    assert page.context["language_form"]["report_language"].value() == "nl"
