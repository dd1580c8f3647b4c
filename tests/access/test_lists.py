"""What everybody finds in the list of their assessments."""

import pytest
from django.urls import reverse

from tests.access.rules import (
    COLLEAGUE,
    CONSULTANT,
    LEAD,
    MEMBER,
    OTHER_CONSULTANT,
    OTHER_LEAD,
    OWNER,
    SIGNED_IN,
    STRANGER,
    client_of,
    make_side,
)
from tests.factories import make_version

pytestmark = pytest.mark.django_db


def test_list_shows_only_what_is_the_visitors() -> None:
    version = make_version()
    ours, theirs = make_side(version), make_side(version)
    both = {"open", "sealed"}
    expected = {
        OWNER: both,
        LEAD: both,
        CONSULTANT: both,
        MEMBER: {"sealed"},
        COLLEAGUE: both,
        OTHER_LEAD: {"their open", "their sealed"},
        OTHER_CONSULTANT: {"their open", "their sealed"},
        STRANGER: set(),
    }
    assert set(expected) == SIGNED_IN
    names = {str(ours[name].pk): name for name in (*both, "unclaimed")}
    names |= {str(theirs[name].pk): f"their {name}" for name in (*both, "unclaimed")}
    for role, shown in expected.items():
        page = client_of(role, ours, theirs).get(reverse("assessments")).content.decode()
        assert {name for pk, name in names.items() if pk in page} == shown, role
