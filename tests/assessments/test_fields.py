"""What may stand in the fields that people fill in, and what is refused with a reason."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from assessments.models import Assessment
from tests.assessments.pages import answer_of, browser_of, make_anonymous, save, url
from tests.assessments.test_start import START, data
from tests.factories import make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]
UNSEEN = ["\u202e", "\u2066", "\u200b", "\x07", "\x7f", "\x85", "\ufeff", "\u2028", "\U000e0041", "\u00ad"]


@pytest.mark.parametrize("field", ["team", "name"])
def test_unseen_character_in_the_set_up_is_refused_by_its_code(field: str) -> None:
    version, client = make_version(), Client()
    for character in UNSEEN:
        response = client.post(START, data(version, **{field: f"Field{character}sales"}))
        assert response.status_code == 422
        assert f"invisible character (U+{ord(character):04X})" in response.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("team", ["\u200b", "\u200d\u200c", " \u3164 ", "\u2800", "\ufe0f", "\u202e\u202c"])
def test_team_of_nothing_that_shows_is_no_team(team: str) -> None:
    response = Client().post(START, data(make_version(), team=team))
    assert response.status_code == 422
    assert "Name the team that this is about." in response.content.decode()


@pytest.mark.parametrize("team", ["تیم\u200cفروش", "क्\u200dष", "👩\u200d💻 Sales", "Größe & Co", "售后"])
def test_team_in_any_script_is_kept_whole(team: str) -> None:
    Client().post(START, data(make_version(), team=team))
    assert Assessment.objects.get().team == team


@pytest.mark.parametrize("part", ["note", "link", "reason"])
def test_unseen_character_in_an_answer_is_refused_and_the_rest_saved(part: str) -> None:
    client, assessment = make_anonymous()
    for version, character in enumerate(UNSEEN):
        rank = 1 + version % 4
        typed = {part: f"https://example.com/a{character}b"}
        reply = save(client, assessment, answer=rank, version=version, **typed)
        assert list(reply.json()["errors"]) == [part], f"U+{ord(character):04X}"
        stored = answer_of(assessment)
        assert (stored.level.rank, getattr(stored, part)) == (rank, "")


def test_note_keeps_its_lines_and_tabs() -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, answer="2", note="First\n\tSecond")
    assert reply.json()["errors"] == {}
    assert answer_of(assessment).note == "First\n\tSecond"


@pytest.mark.parametrize("link", ["https://anna:secret@example.com/x", "http://anna@example.com"])
def test_link_with_a_password_is_refused(link: str) -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, answer="2", link=link)
    assert list(reply.json()["errors"]) == ["link"]
    assert answer_of(assessment).link == ""


def test_link_may_hold_an_at_sign_in_its_path() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2", link="https://example.com/@anna")
    assert answer_of(assessment).link == "https://example.com/@anna"


@pytest.mark.parametrize(
    ("dated", "taken"), [("1999-12-31", False), ("0001-01-01", False), ("2000-01-01", True)]
)
def test_date_is_from_2000_on(dated: str, taken: bool) -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, answer="2", dated=dated)
    assert ("dated" not in reply.json()["errors"]) is taken


@pytest.mark.parametrize("field", ["warning_signs", "goal", "rubric"])
@pytest.mark.parametrize("number", [2**63, 10**40, -(2**63) - 1])
def test_number_beyond_the_database_is_no_choice(field: str, number: int) -> None:
    version = make_version()
    assert Client().post(START, data(version, **{field: number})).status_code == 422
    client, assessment = make_anonymous(version=version)
    values = data(version, **{field: number})
    assert client.post(url("set-up", assessment), values).status_code == 422


def test_many_starts_from_one_address_are_stopped_and_keep_what_was_typed(settings: Settings) -> None:
    settings.STARTS_PER_HOUR, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3, 1
    cache.clear()
    version = make_version()
    here = {"x-forwarded-for": "192.0.2.1"}
    replies = [Client(headers=here).post(START, data(version, team="Inside sales")) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [302, 302, 302, 429]
    page = replies[-1].content.decode()
    assert "Many assessments were started from your network" in page
    assert 'value="Inside sales"' in page
    assert Assessment.objects.count() == 3
    elsewhere = Client(headers={"x-forwarded-for": "192.0.2.2"}).post(START, data(version))
    assert elsewhere.status_code == 302
    cache.clear()


def test_start_that_is_not_complete_takes_no_turn(settings: Settings) -> None:
    settings.STARTS_PER_HOUR = 1
    cache.clear()
    version = make_version()
    assert Client().post(START, data(version, team="")).status_code == 422
    assert Client().post(START, data(version)).status_code == 302
    cache.clear()


def test_text_stored_before_this_rule_does_not_stop_other_answers() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2", note="kept")
    reply = save(browser_of(assessment), assessment, answer="3", note="bad\u202e", version=1)
    assert reply.json()["saved"]
    assert (answer_of(assessment).level.rank, answer_of(assessment).note) == (3, "kept")
