"""The checklist answered again with proof, and what counts as done."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from roadmaps.actions.checklists import (
    Answered,
    NotProvenError,
    NotRunningError,
    StaleItemError,
    answer_checklist_item,
    close_as_done,
)
from roadmaps.models import ChecklistItem, Initiative
from roadmaps.plan import plan_of
from tests.factories import make_organisation, make_sealed, make_user
from tests.roadmaps.plans import MONDAY, check_in, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

PROVEN = Answered(reached=3, note="The team's board shows it.", link="")


@pytest.fixture
def sealed() -> Assessment:
    return make_sealed(owner=make_user(), organisation=make_organisation())


@pytest.fixture
def running(sealed: Assessment) -> Initiative:
    return run_initiative(sealed)


def prove(initiative: Initiative, answered: Answered = PROVEN) -> None:
    for item in initiative.checklist.all():
        answer_checklist_item(item=item, answered=answered, seen=item.version)


def test_answer_is_kept_once_however_often_it_is_sent(running: Initiative) -> None:
    item = running.checklist.first()
    assert item is not None
    for _twice in range(2):
        kept = answer_checklist_item(item=item, answered=PROVEN, seen=1)
    assert (kept.reached, kept.version, kept.is_met) == (3, 2, True)


@pytest.mark.parametrize("note", [".", "\u2800", "\u3164", "\u200b", "- …"])
def test_note_without_a_word_proves_nothing(running: Initiative, note: str) -> None:
    item = running.checklist.first()
    assert item is not None
    with pytest.raises(ValueError, match="proves nothing"):
        answer_checklist_item(item=item, answered=Answered(reached=3, note=note, link=""), seen=1)
    item.reached, item.note = 3, note
    assert not item.is_met


def test_answer_on_an_old_version_is_refused(running: Initiative) -> None:
    item = running.checklist.first()
    assert item is not None
    answer_checklist_item(item=item, answered=PROVEN, seen=1)
    with pytest.raises(StaleItemError) as stale:
        answer_checklist_item(item=item, answered=Answered(reached=2, note="", link=""), seen=1)
    assert stale.value.current.reached == 3


@pytest.mark.parametrize(
    "wrong",
    [
        Answered(reached=0, note="", link=""),
        Answered(reached=5, note="", link=""),
        Answered(reached=3, note="x" * 2001, link=""),
        Answered(reached=3, note="", link="javascript:alert(1)"),
        Answered(reached=3, note="", link="https://example.com/" + "x" * 500),
    ],
)
def test_answer_that_cannot_be_is_refused(running: Initiative, wrong: Answered) -> None:
    item = running.checklist.first()
    assert item is not None
    with pytest.raises(ValueError, match=r"."):
        answer_checklist_item(item=item, answered=wrong, seen=1)


def test_answers_wait_for_the_start(sealed: Assessment) -> None:
    item = plan_initiative(sealed).checklist.first()
    assert item is not None
    with pytest.raises(NotRunningError):
        answer_checklist_item(item=item, answered=PROVEN, seen=1)


@pytest.mark.parametrize(
    "answered",
    [None, Answered(reached=2, note="Nearly.", link=""), Answered(reached=3, note="", link="")],
    ids=["not answered", "below the target", "without proof"],
)
def test_done_is_refused_without_proof(running: Initiative, answered: Answered | None) -> None:
    if answered is not None:
        prove(running, answered)
    with pytest.raises(NotProvenError) as lacking:
        close_as_done(initiative=running)
    assert [item.question for item in lacking.value.items] == [
        item.question for item in running.checklist.all()
    ]
    running.refresh_from_db()
    assert running.state == "running"


def test_done_is_refused_without_a_checklist(running: Initiative) -> None:
    running.checklist.all().delete()
    with pytest.raises(NotProvenError):
        close_as_done(initiative=running)


def test_done_is_refused_before_the_start(sealed: Assessment) -> None:
    initiative = plan_initiative(sealed)
    initiative.checklist.update(reached=4, note="Proof.")
    with pytest.raises(NotRunningError):
        close_as_done(initiative=initiative)


def test_done_keeps_the_place_and_claims_the_level(sealed: Assessment, running: Initiative) -> None:
    prove(running)
    for _twice in range(2):
        close_as_done(initiative=running)
    running.refresh_from_db()
    assert (running.state, running.slot) == ("done", 1)
    assert running.ended_at is not None
    assert plan_of(sealed).initiatives[0].state == "done"


# ---- The pages -----------------------------------------------------------------------------------------


def address(initiative: Initiative, name: str = "checklist") -> str:
    return reverse(name, args=[initiative.assessment_id, initiative.pk])


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(
    initiative: Initiative, *, reached: str = "3", note: str = "Proof.", link: str = ""
) -> dict[str, str]:
    data = {}
    for item in initiative.checklist.all():
        data |= {
            f"{item.question}-seen": str(item.version),
            f"{item.question}-reached": reached,
            f"{item.question}-note": note,
            f"{item.question}-link": link,
        }
    return data


def items(initiative: Initiative) -> list[ChecklistItem]:
    return list(initiative.checklist.all())


def test_page_offers_each_statement_and_keeps_the_answers(sealed: Assessment, running: Initiative) -> None:
    client = client_of(sealed.owner)
    page = client.get(address(running)).content.decode()
    total = running.checklist.count()
    assert page.count('type="radio"') == 4 * total
    assert "behaves like level 3 of 4." in page
    assert f"0 of {total} practice" in page
    answer = client.post(address(running), typed(running, link="example.com/board"))
    assert answer.status_code == 302
    assert all(item.is_met and item.link == "https://example.com/board" for item in items(running))
    assert "Close the initiative as done" in client.get(address(running)).content.decode()


def test_page_says_what_a_proof_lacks(sealed: Assessment, running: Initiative) -> None:
    client = client_of(sealed.owner)
    client.post(address(running), typed(running, note=""))
    page = client.get(address(running)).content.decode()
    assert "A note or a link is missing" in page
    assert "Close the initiative as done" not in page


def test_page_refuses_a_wrong_rating_and_keeps_what_was_typed(
    sealed: Assessment, running: Initiative
) -> None:
    for wrong in ({"reached": "5"}, {"reached": ""}, {"link": "javascript:alert(1)"}):
        answer = client_of(sealed.owner).post(
            address(running),
            typed(running, note="Kept <b>note</b>.")
            | {f"{item.question}-{name}": value for item in items(running) for name, value in wrong.items()},
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Error:" in page
        assert "Kept &lt;b&gt;note&lt;/b&gt;." in page
        assert all(item.reached is None for item in items(running))


def test_page_tells_a_stale_writer_both_answers(sealed: Assessment, running: Initiative) -> None:
    old = typed(running, note="Mine.")
    prove(running, Answered(reached=2, note="Theirs.", link=""))
    client = client_of(sealed.owner)
    answer = client.post(address(running), old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert all(item.note == "Theirs." for item in items(running))
    assert client.post(address(running), typed(running, note="Mine.")).status_code == 302
    assert all(item.note == "Mine." for item in items(running))


def test_page_ignores_items_of_another_initiative(sealed: Assessment, running: Initiative) -> None:
    other = run_initiative(sealed, slot=2, domain="d2")
    data = (
        typed(other)
        | dict.fromkeys(typed(running), "")
        | {f"{item.question}-seen": str(item.version) for item in items(running)}
    )
    client_of(sealed.owner).post(address(running), data)
    assert all(item.reached is None for item in [*items(running), *items(other)])


def test_done_page_closes_after_a_question(sealed: Assessment, running: Initiative) -> None:
    client = client_of(sealed.owner)
    lacking = client.post(address(running, "initiative-done"), follow=True).content.decode()
    assert "Not done yet" in lacking
    running.refresh_from_db()
    assert running.state == "running"
    prove(running)
    page = client.get(address(running, "initiative-done")).content.decode()
    assert "as claimed, until the next assessment confirms it" in page
    for _twice in range(2):
        assert client.post(address(running, "initiative-done")).status_code == 302
    running.refresh_from_db()
    assert running.state == "done"
    late = client.post(address(running), typed(running, note="Later."))
    assert (late.status_code, "Later." in late.content.decode()) == (409, True)
    assert all(item.note == PROVEN.note for item in items(running))


def test_owner_of_the_initiative_answers_but_does_not_close(sealed: Assessment) -> None:
    member = make_user()
    assert sealed.organisation is not None
    sealed.organisation.memberships.create(user=member, role="member")
    initiative = run_initiative(sealed, owner=member)
    client = client_of(member)
    assert client.post(address(initiative), typed(initiative)).status_code == 302
    page = client.get(address(initiative)).content.decode()
    assert "Whoever runs the assessment can close" in page
    assert client.post(address(initiative, "initiative-done")).status_code == 404
    initiative.refresh_from_db()
    assert initiative.state == "running"


def test_closing_page_says_what_is_open(sealed: Assessment, running: Initiative) -> None:
    prove(running)
    client = Client()
    client.force_login(sealed.owner)
    address = reverse("initiative-done", args=[sealed.pk, running.pk])
    page = client.get(address).content.decode()
    assert "The success criterion of the pilot was never measured." in page
    assert "Nobody has decided about the pilot yet." in page
    check_in(running, MONDAY)
    assert "The success criterion of the pilot is not met." in client.get(address).content.decode()
