"""Two people, or two devices, do the same at once, in two processes; each with its control.

In each pair of tests the processes are made to wait for each other just before they write. Behind the guard
they never meet there; without it they do, and what must not happen does.
"""

from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.audit import Event
from accounts.invitation_views import SESSION_KEY
from accounts.invitations import invite
from accounts.models import AuditEvent, Membership, Organisation, User
from accounts.secret_links import token_of
from assessments.access import ANSWER, RESPONDENTS_KEY
from assessments.actions import add_respondent, stamp_of, submit
from assessments.models import (
    Answer,
    Assessment,
    Consensus,
    Reopening,
    Respondent,
    RespondentInvitation,
    StoredResult,
)
from tests.browser.races import Reply, Visitor, at_once
from tests.factories import answer_all, make_assessment, make_organisation, make_user
from tests.races.conftest import Site

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def assessment(owner: User) -> Assessment:
    return make_assessment(owner=owner)


def begin_on_two_devices(site: Site, assessment: Assessment) -> list[Reply]:
    invitation = RespondentInvitation.objects.create(assessment=assessment, name="Bo", function="rep")
    path = reverse("answer", args=[invitation.pk, token_of(ANSWER, invitation.pk, invitation.key)])
    site.meet_before("INSERT INTO assessments_respondent ")
    return at_once(*[partial(Visitor(site.url).post, path) for _ in range(2)])


def test_link_begun_on_two_devices_at_once_is_one_respondent(guarded: Site, assessment: Assessment) -> None:
    replies = begin_on_two_devices(guarded, assessment)
    assert replies == [(302, reverse("hub", args=[assessment.pk]))] * 2
    assert (guarded.met, assessment.respondents.filter(name="Bo").count()) == (False, 1)


def test_without_the_guard_a_link_begun_twice_is_two_respondents(
    unguarded: Site, assessment: Assessment
) -> None:
    begin_on_two_devices(unguarded, assessment)
    assert (unguarded.met, assessment.respondents.filter(name="Bo").count()) == (True, 2)


def accept_twice(site: Site) -> list[int]:
    lead, guest = make_user(), make_user()
    organisation = make_organisation(lead=lead)
    invitation = invite(
        organisation=organisation,
        email=guest.email,
        role="member",
        language="en",
        actor=lead,
        base_url=site.url,
    )
    followed = [str(invitation.pk), invitation.key]
    site.meet_before("UPDATE accounts_invitation ")
    tabs = [Visitor(site.url, guest, **{SESSION_KEY: followed}) for _ in range(2)]
    return sorted(
        status for status, _ in at_once(*[partial(tab.post, reverse("invitation")) for tab in tabs])
    )


def acceptances() -> int:
    return AuditEvent.objects.filter(code=Event.INVITATION_ACCEPTED).count()


def test_invitation_accepted_twice_at_once_is_one_membership(guarded: Site) -> None:
    assert (accept_twice(guarded), guarded.met) == ([302, 302], False)
    assert (Membership.objects.filter(role="member").count(), acceptances()) == (1, 1)


def test_without_the_guard_only_the_database_refuses_the_second_acceptance(unguarded: Site) -> None:
    assert (accept_twice(unguarded), unguarded.met) == ([302, 500], True)
    assert Membership.objects.filter(role="member").count() == 1


def save_while(site: Site, assessment: Assessment, other: Visitor, path: str, before: str) -> list[Reply]:
    """A respondent saves an answer while somebody posts to ``path``, who stops ``before`` a statement."""
    respondent = add_respondent(assessment=assessment, name="Bo")
    saver = Visitor(site.url, **{RESPONDENTS_KEY: [str(respondent.pk)]})
    site.meet_before("INSERT INTO assessments_answer ", before)
    save = partial(
        saver.post,
        reverse("save-answer", args=[assessment.pk, "d1-q2"]),
        answer=3,
        version=0,
        writer=uuid4(),
        seq=1,
    )
    return at_once(save, partial(other.post, path))


CLOSING = "UPDATE assessments_assessment "


def test_answer_saved_while_closing_is_in_or_refused(
    guarded: Site, assessment: Assessment, owner: User
) -> None:
    path = reverse("close", args=[assessment.pk])
    (status, _), closing = save_while(guarded, assessment, Visitor(guarded.url, owner), path, CLOSING)
    assert (status, closing[0], guarded.met) in {(200, 302, False), (410, 302, False)}
    assert Answer.objects.count() == (status == 200)


def test_without_the_guard_an_answer_that_was_let_in_overlaps_the_closing(
    unguarded: Site, assessment: Assessment, owner: User
) -> None:
    path = reverse("close", args=[assessment.pk])
    (status, _), closing = save_while(unguarded, assessment, Visitor(unguarded.url, owner), path, CLOSING)
    assert (status, closing[0], unguarded.met) == (200, 302, True)


def finish_while_saving(site: Site) -> list[Reply]:
    """An anonymous respondent finishes on one device and saves an answer on another."""
    assessment = make_assessment(owner=make_user())
    Assessment.objects.filter(pk=assessment.pk).update(names_hidden=True)
    respondent = add_respondent(assessment=assessment)
    answer_all(respondent)
    Answer.objects.filter(question__slug="d1-q2").delete()
    devices = [Visitor(site.url, **{RESPONDENTS_KEY: [str(respondent.pk)]}) for _ in range(2)]
    site.meet_before("INSERT INTO assessments_answer ")
    path = reverse("save-answer", args=[assessment.pk, "d1-q2"])
    save = partial(devices[0].post, path, answer=3, version=0, writer=uuid4(), seq=1)
    replies = at_once(save, partial(devices[1].post, reverse("finish", args=[assessment.pk])))
    assert not Respondent.objects.filter(pk=respondent.pk).exists()
    return replies


def test_answer_saved_while_finishing_anonymously_is_kept_or_refused(guarded: Site) -> None:
    (status, _), (finished, _) = finish_while_saving(guarded)
    assert (finished, guarded.met) == (302, False)
    assert (status == 200) == Answer.objects.filter(question__slug="d1-q2", level__rank=3).exists()


def test_without_the_guard_an_answer_saved_while_finishing_is_lost(unguarded: Site) -> None:
    finish_while_saving(unguarded)
    assert unguarded.met
    assert not Answer.objects.filter(question__slug="d1-q2", level__rank=3).exists()


def agree_twice(site: Site) -> list[int]:
    """Lead and consultant, who both see the same consensus, record each another one."""
    people = {role: make_user() for role in ("lead", "consultant")}
    assessment = make_assessment(owner=people["lead"], organisation=make_organisation(**people))
    for name, rank in (("Ada", 1), ("Bo", 4)):
        answer_all(add_respondent(assessment=assessment, name=name), rank)
    question = assessment.version.domains.get(slug="d1").questions.get(slug="d1-q1")
    level = assessment.rubric.levels.get(rank=2)
    agreed = Consensus.objects.create(assessment=assessment, question=question, level=level, why="So far.")
    site.meet_before("UPDATE assessments_consensus ")
    path = reverse("record-consensus", args=[assessment.pk, "d1-q1"])
    calls = [
        partial(
            Visitor(site.url, user).post,
            path,
            **{"d1-q1-level": rank, "d1-q1-why": f"{role} says so.", "d1-q1-seen": stamp_of(agreed)},
        )
        for (role, user), rank in zip(people.items(), (1, 3), strict=True)
    ]
    return sorted(status for status, _ in at_once(*calls))


def test_consensus_of_two_at_once_tells_the_later_one(guarded: Site) -> None:
    assert (agree_twice(guarded), guarded.met) == ([302, 409], False)


def test_without_the_guard_one_consensus_vanishes_silently(unguarded: Site) -> None:
    assert (agree_twice(unguarded), unguarded.met) == ([302, 302], True)


def remove_each_other(site: Site) -> Organisation:
    """Two leads of an organisation, the only ones, remove each other."""
    one, other = make_user(), make_user()
    organisation = make_organisation(lead=one)
    Membership.objects.create(organisation=organisation, user=other, role="lead")
    site.meet_before("DELETE FROM accounts_membership ")
    members = dict(organisation.memberships.values_list("user", "pk"))
    at_once(
        *[
            partial(
                Visitor(site.url, actor).post,
                reverse("organisation-remove", args=[organisation.pk, members[removed.pk]]),
            )
            for actor, removed in ((one, other), (other, one))
        ]
    )
    return organisation


def test_last_two_leads_removing_each_other_leave_one(guarded: Site) -> None:
    organisation = remove_each_other(guarded)
    assert (organisation.memberships.filter(role="lead").count(), guarded.met) == (1, False)


def test_without_the_guard_no_lead_is_left(unguarded: Site) -> None:
    organisation = remove_each_other(unguarded)
    assert (organisation.memberships.count(), unguarded.met) == (0, True)


def reopen_twice(site: Site, assessment: Assessment, owner: User) -> None:
    answer_all(assessment.respondents.get())
    submit(assessment=assessment)
    site.meet_before("INSERT INTO assessments_reopening ")
    path = reverse("reopen", args=[assessment.pk])
    at_once(*[partial(Visitor(site.url, owner).post, path, why="A mistake.") for _ in range(2)])


def test_reopened_twice_at_once_is_one_reopening(guarded: Site, assessment: Assessment, owner: User) -> None:
    reopen_twice(guarded, assessment, owner)
    assert (Reopening.objects.count(), guarded.met) == (1, False)


def test_without_the_guard_it_is_reopened_twice(unguarded: Site, assessment: Assessment, owner: User) -> None:
    reopen_twice(unguarded, assessment, owner)
    assert (Reopening.objects.count(), unguarded.met) == (2, True)


def submit_while_reopening(site: Site, assessment: Assessment, owner: User) -> list[int]:
    """Who reopens has deleted the result and not yet opened the assessment when the other one submits."""
    answer_all(assessment.respondents.get())
    submit(assessment=assessment)
    site.meet_before("DELETE FROM assessments_storedresult ", "INSERT INTO assessments_storedresult ")
    calls = [
        partial(Visitor(site.url, owner).post, reverse("reopen", args=[assessment.pk]), why="A mistake."),
        partial(Visitor(site.url, owner).post, reverse("submit", args=[assessment.pk])),
    ]
    return [status for status, _ in at_once(*calls)]


def test_submitting_while_reopening_leaves_it_sealed_with_a_result_or_open_without(
    guarded: Site, assessment: Assessment, owner: User
) -> None:
    assert submit_while_reopening(guarded, assessment, owner) == [302, 302]
    assessment.refresh_from_db()
    assert StoredResult.objects.count() == assessment.is_sealed
    assert (Reopening.objects.count(), guarded.met) == (1, False)


def submit_twenty_times(site: Site, assessment: Assessment, owner: User) -> set[Reply]:
    answer_all(assessment.respondents.get())
    site.meet_before("INSERT INTO assessments_storedresult ")
    visitor = Visitor(site.url, owner)
    return set(at_once(*[partial(visitor.post, reverse("submit", args=[assessment.pk]))] * 20))


def submissions() -> int:
    return AuditEvent.objects.filter(code=Event.ASSESSMENT_SUBMITTED).count()


def test_twenty_submits_in_two_processes_are_one(guarded: Site, assessment: Assessment, owner: User) -> None:
    replies = submit_twenty_times(guarded, assessment, owner)
    assert replies == {(302, reverse("report", args=[assessment.pk]))}
    assert (submissions(), StoredResult.objects.count(), guarded.met) == (1, 1, False)


def test_without_the_guard_only_the_database_refuses_a_second_result(
    unguarded: Site, assessment: Assessment, owner: User
) -> None:
    statuses = {status for status, _ in submit_twenty_times(unguarded, assessment, owner)}
    assert (statuses, StoredResult.objects.count(), unguarded.met) == ({302, 500}, 1, True)
