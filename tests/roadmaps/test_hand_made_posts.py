"""Requests that no page of ours sends: none pushes an initiative past a rule."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.models import Assessment
from roadmaps.models import ChecklistItem, GapSwap, Initiative, Pilot
from tests.factories import make_sealed, make_user, make_version
from tests.roadmaps.plans import READY, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

# What a form might carry if it were believed.
FORGED = {
    "state": "done",
    "slot": "4",
    "current": "1",
    "target": "4",
    "started_at": "2026-03-02",
    "assessment": "0",
    "owner_name": "Somebody",
}
PILOT = {"segment": "North", "criterion": Decimal(21)}


@pytest.fixture
def sealed() -> Assessment:
    """Five domains, each at level 2 of 4, so that each is a gap."""
    return make_sealed(version=make_version(domains=5), owner=make_user())


@pytest.fixture
def client(sealed: Assessment) -> Client:
    client = Client()
    client.force_login(sealed.owner)
    return client


def post(client: Client, name: str, row: Assessment | Initiative, **data: Any) -> int:
    """The status of the reply; of an initiative's page or of the whole roadmap's."""
    ids: list[UUID] = [row.assessment_id, row.pk] if isinstance(row, Initiative) else [row.pk]
    return client.post(reverse(name, args=ids), data).status_code


def made(client: Client, sealed: Assessment) -> list[Initiative]:
    post(client, "roadmap-make", sealed, **FORGED)
    return list(Initiative.objects.all())


def shape() -> list[tuple[int | None, str, int, int, str]]:
    rows = Initiative.objects.order_by("slot", "made_at")
    return [(row.slot, row.domain, row.current, row.target, row.state) for row in rows]


def fill_in(row: Initiative, **fields: Any) -> Initiative:
    """Ready to be started but for what is told."""
    pilot = {**PILOT, "decide_on": timezone.now().date() + timedelta(weeks=6)}
    pilot |= {name: fields.pop(name) for name in list(fields) if name in pilot}
    Initiative.objects.filter(pk=row.pk).update(**{**READY, **fields})
    row.pilots.update(**pilot)
    row.refresh_from_db()
    return row


def test_roadmap_is_made_of_three_gaps_whatever_is_posted(client: Client, sealed: Assessment) -> None:
    made(client, sealed)
    post(client, "roadmap-make", sealed, domain=["d4", "d5"])
    assert [(slot, current, target, state) for slot, _, current, target, state in shape()] == [
        (slot, 2, 3, "planned") for slot in (1, 2, 3)
    ]


def test_fourth_gap_is_refused_and_the_page_says_why(client: Client, sealed: Assessment) -> None:
    made(client, sealed)
    before = shape()
    free = ({f"d{number}" for number in range(1, 6)} - {row[1] for row in before}).pop()
    reply = client.post(reverse("gap-take", args=[sealed.pk]), {"domain": free, **FORGED})
    assert (reply.status_code, shape()) == (409, before)
    assert "more than three at a time" in reply.content.decode()


def test_swapped_gap_takes_the_place_and_no_further_one(client: Client, sealed: Assessment) -> None:
    first = made(client, sealed)[0]
    free = sorted({f"d{number}" for number in range(1, 6)} - {row[1] for row in shape()})
    asked = {"reason": "It comes first.", "version": first.version, **FORGED}
    assert post(client, "gap-swap", first, domain=free[0], **asked) == 302
    before = shape()
    assert post(client, "gap-swap", first, domain=free[1], **asked) == 409
    assert (shape(), GapSwap.objects.count(), Initiative.objects.current().count()) == (before, 1, 3)


def test_swap_without_a_reason_is_refused(client: Client, sealed: Assessment) -> None:
    first = made(client, sealed)[0]
    before = shape()
    free = ({f"d{number}" for number in range(1, 6)} - {row[1] for row in before}).pop()
    for reason in ({}, {"reason": " \t"}):
        assert post(client, "gap-swap", first, domain=free, version=first.version, **reason) == 422
    assert (shape(), GapSwap.objects.count()) == (before, 0)


@pytest.mark.parametrize("domain", ["nothing", "", "d9\0", "d1' OR 1=1"])
def test_gap_that_there_is_not_is_refused(domain: str, client: Client, sealed: Assessment) -> None:
    assert post(client, "gap-take", sealed, domain=domain) in {409, 422}
    assert shape() == []


def test_second_level_of_a_domain_is_refused(client: Client, sealed: Assessment) -> None:
    row = run_initiative(sealed)
    for state in (Initiative.State.RUNNING, Initiative.State.DONE):
        Initiative.objects.filter(pk=row.pk).update(state=state)
        assert post(client, "gap-take", sealed, domain="d1", **FORGED) == 409
    planned = plan_initiative(sealed, slot=2, domain="d2")
    swap = {"domain": "d1", "reason": "Two at once.", "version": planned.version, **FORGED}
    assert post(client, "gap-swap", planned, **swap) == 409
    assert [(domain, target) for _, domain, _, target, _ in shape()] == [("d1", 3), ("d2", 3)]


def test_edit_moves_neither_level_nor_state(client: Client, sealed: Assessment) -> None:
    row = plan_initiative(sealed)
    before = shape()
    post(client, "initiative-edit", row, title="Both levels at once", version=row.version, **FORGED)
    assert shape() == before


@pytest.mark.parametrize(
    "lacking",
    [
        {"owner_name": ""},
        {"lagging_metric": ""},
        {"leading_metric": ""},
        {"criterion": None},
        {"decide_on": None},
        {"review_day": None},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_start_is_refused_without(lacking: dict[str, Any], client: Client, sealed: Assessment) -> None:
    row = fill_in(plan_initiative(sealed), **lacking)
    forged = {**FORGED, **dict.fromkeys(lacking, "7")}
    assert post(client, "initiative-start", row, version=row.version, **forged) == 422
    row.refresh_from_db()
    assert (row.state, row.started_at, row.pilots.get().started_on) == ("planned", None, None)
    assert not AuditEvent.objects.filter(code="initiative.started").exists()


def test_start_of_what_has_everything_goes_through(client: Client, sealed: Assessment) -> None:
    """So that the refusals above are about what is lacking."""
    row = fill_in(plan_initiative(sealed))
    assert post(client, "initiative-start", row, version=row.version) == 302
    assert Initiative.objects.get().state == "running"


def test_running_initiative_keeps_its_criterion_and_metrics(client: Client, sealed: Assessment) -> None:
    row = run_initiative(sealed)
    fixed = {"criterion": "1", "decide_on": "2030-01-01", "lagging_target": "1", "lagging_metric": "Easy"}
    post(client, "initiative-edit", row, title=row.title, version=row.version, **fixed, **FORGED)
    row.refresh_from_db()
    kept = (row.lagging_metric, row.lagging_target, row.pilots.get().criterion)
    assert kept == ("Win rate", Decimal(22), Decimal(21))


def answered(row: Initiative, **fields: Any) -> dict[str, Any]:
    """The page of the checklist with the same answer to every practice."""
    parts = {"seen": 1, "reached": 3, "note": "", "link": "", "is_met": "True", **fields}
    return {f"{item.question}-{part}": told for item in row.checklist.all() for part, told in parts.items()}


@pytest.mark.parametrize(
    "fields",
    [{}, {"note": " \n"}, {"reached": 2, "note": "Seen."}, {"reached": "", "note": "Seen."}, {"reached": 9}],
    ids=["no proof", "blank proof", "level not reached", "no level", "level that there is not"],
)
def test_done_is_refused_without_evidence(fields: Any, client: Client, sealed: Assessment) -> None:
    row = run_initiative(sealed)
    post(client, "checklist", row, **answered(row, **fields))
    assert post(client, "initiative-done", row, **FORGED, **answered(row, note="Here.")) == 302
    row.refresh_from_db()
    assert (row.state, row.ended_at) == ("running", None)
    assert not AuditEvent.objects.filter(code="initiative.done").exists()


def test_done_is_refused_while_one_practice_lacks_evidence(client: Client, sealed: Assessment) -> None:
    row = run_initiative(sealed)
    last = row.checklist.last()
    data = {name: told for name, told in answered(row, note="Here.").items() if last.question not in name}
    post(client, "checklist", row, **data, **{f"{last.question}-seen": 1})
    post(client, "initiative-done", row)
    assert Initiative.objects.get().state == "running"


def test_done_goes_through_with_evidence_for_all(client: Client, sealed: Assessment) -> None:
    row = run_initiative(sealed)
    post(client, "checklist", row, **answered(row, note="Here."))
    assert all(item.is_met for item in ChecklistItem.objects.all())
    post(client, "initiative-done", row)
    assert shape() == [(1, "d1", 2, 3, "done")]


def test_checklist_before_the_start_is_refused(client: Client, sealed: Assessment) -> None:
    row = plan_initiative(sealed)
    post(client, "checklist", row, **answered(row, note="Here."))
    post(client, "initiative-done", row, **FORGED)
    assert not ChecklistItem.objects.filter(reached__isnull=False).exists()
    assert Initiative.objects.get().state == "planned"


def test_decision_before_the_start_and_without_a_reason_is_refused(
    client: Client, sealed: Assessment
) -> None:
    planned, running = plan_initiative(sealed, slot=2, domain="d2"), run_initiative(sealed)
    post(client, "decision", planned, decision="stop", reason="No.", pilot=1, number=1, **FORGED)
    post(client, "decision", running, decision="stop", reason=" ", pilot=1, number=1)
    assert not Pilot.objects.exclude(decision="").exists()
    assert {row.state for row in Initiative.objects.all()} == {"planned", "running"}


STARTED = {"state": "running", "started_at": timezone.now(), **READY}
PAST_A_RULE: dict[str, dict[str, Any]] = {
    "fourth place": {"slot": 4},
    "planned without a place": {"slot": None},
    "two levels up": {"target": 4},
    "a level down": {"current": 3, "target": 2},
    "running, never started": {"state": "running"},
    "done with nothing filled in": {"state": "done", "started_at": timezone.now()},
    "running without owner": {**STARTED, "owner_name": ""},
    "running without metric": {**STARTED, "lagging_metric": ""},
    "eighth day of the week": {"review_day": 7},
}


@pytest.mark.parametrize("fields", PAST_A_RULE.values(), ids=PAST_A_RULE)
def test_database_refuses_it_too(fields: dict[str, Any], sealed: Assessment) -> None:
    row = plan_initiative(sealed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=row.pk).update(**fields)


def test_database_refuses_a_second_place_for_a_domain_and_a_place_taken_twice(sealed: Assessment) -> None:
    plan_initiative(sealed)
    for slot, domain in ((2, "d1"), (1, "d2")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Initiative.objects.create(
                assessment=sealed, slot=slot, domain=domain, current=2, target=3, title="-"
            )
