"""The page that starts the next round, and who finds the way to it."""

import pytest
from django.test import Client

from assessments.actions import AnswerContent, add_respondent, claim, open_next_round, save_answer, submit
from assessments.models import Assessment
from tests.assessments.next_versions import (
    add,
    drop,
    drop_top_level,
    make_key,
    move,
    publish_next,
    question_of,
    rename_rubric,
    restate,
    retire,
    reword,
)
from tests.assessments.pages import browser_of, logged_in, url
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db
START = "Start the next round"


@pytest.fixture
def first() -> Assessment:
    owner = make_user()
    organisation = make_organisation(lead=owner, consultant=make_user(), member=make_user())
    return make_sealed(owner=owner, organisation=organisation)


def page_of(assessment: Assessment) -> str:
    return logged_in(assessment.owner).get(url("next-round", assessment)).content.decode()


def start(client: Client, first: Assessment, **data: object) -> object:
    return client.post(url("next-round", first), {"version": first.version.number, **data})


def test_unchanged_version_is_a_short_page(first: Assessment) -> None:
    page = page_of(first)
    assert "The questions are those of the last round, version 1." in page
    assert '<input type="hidden" name="version" value="1">' in page
    assert "What does not carry over" not in page


def test_newer_version_without_changes_says_so(first: Assessment) -> None:
    publish_next(first.version)
    page = page_of(first)
    assert "The last round was answered on version 1; new assessments use version 2." in page
    assert "Nothing that you answered reads differently." in page


def test_page_lists_what_counts_differently(first: Assessment) -> None:
    text = question_of(first.version, "d2-q1").text
    publish_next(first.version, reword("d2-q1", text, weight=3, key=True))
    page = page_of(first)
    assert "1 question counts differently now" in page
    assert f'<li>{text} <span class="muted">weight 1 → 3, now a key practice</span></li>' in page
    assert "Nothing that you answered reads differently." not in page


def test_page_lists_what_is_reworded_new_and_gone(first: Assessment) -> None:
    publish_next(
        first.version,
        reword("d1-q1", "What is written down?"),
        restate("d1-q1", 2, "A shared page."),
        move("d1-q2", "d2"),
        add("d2-q9", "d2-q2", "What is new?"),
        drop("d2-q1"),
        lambda version: version.domains.filter(slug="d1").update(name_en="First domain"),
    )
    page = logged_in(first.owner).get(url("next-round", first))
    prospect = page.context["prospect"]
    assert prospect.same == 2
    (reworded,) = prospect.reworded
    assert reworded.text == "What is written down?"
    assert [(pair.place, pair.before, pair.after) for pair in reworded.pairs] == [
        ("Question", "How do you do practice 1.1?", "What is written down?"),
        ("Level 2", "d1-q1 behaves like level 2 of 4.", "A shared page."),
    ]
    assert [(one.text, one.domain) for one in prospect.new] == [("What is new?", "Domain 2")]
    assert [(one.text, one.domain) for one in prospect.gone] == [("How do you do practice 2.1?", "Domain 2")]
    html = page.content.decode()
    for words in (
        "2 questions are as they were.",
        "1 question reworded",
        "1 new question",
        "1 question no longer asked",
    ):
        assert words in html
    assert "Renamed: Domain 1 is now First domain" in html


def test_page_tells_when_only_another_language_changed(first: Assessment) -> None:
    publish_next(first.version, reword("d1-q1", "How do you do practice 1.1?", text_tr="Nasıl?"))
    assert "It reads the same here; its wording was changed in another language." in page_of(first)


def test_page_names_what_does_not_carry_over() -> None:
    version, owner = make_version(), make_user()
    assessment = make_assessment(
        version, owner=owner, goal=version.goals.get(), warning_signs=version.warning_signs.all()
    )
    respondent = assessment.respondents.get()
    answer_all(respondent)
    content = AnswerContent(state="not_applicable", reason="We sell through partners.")
    save_answer(respondent=respondent, question=question_of(version, "d2-q2"), content=content, seen=1)
    submit(assessment=assessment)
    publish_next(
        version,
        make_key("d2-q2"),
        drop("d2-q1"),
        lambda draft: draft.goals.update(slug="goal-2"),
        lambda draft: draft.warning_signs.filter(slug="sign-1").delete(),
    )
    prospect = logged_in(owner).get(url("next-round", assessment)).context["prospect"]
    assert prospect.losses == (
        "Version 2 does not have this business goal; the set-up lets you choose another: "
        "“Raise the win rate”.",
        "Version 2 does not have this warning sign: “Sign 1 rings true”.",
        "“Is it there?” has become a key practice, which always applies: “does not apply” is no answer to it "
        "any more.",
    )


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (drop_top_level, "The rubric “4 levels” has another number of levels in version 2"),
        (rename_rubric, "The rubric “4 levels” is not in version 2, which is answered with “4 levels”"),
    ],
)
def test_page_tells_that_levels_do_not_carry_over(edit: object, words: str, first: Assessment) -> None:
    publish_next(first.version, edit)
    page = page_of(first)
    assert words in page
    assert "Notes, links and dates are kept." in page


def test_starting_leads_to_the_hub_of_a_round_on_the_newest_version(first: Assessment) -> None:
    newer = publish_next(first.version)
    response = start(logged_in(first.owner), first, version=2)
    again = first.next_rounds.get()
    assert (response.status_code, response.url) == (302, url("hub", again))
    assert (again.version, again.owner, again.organisation) == (newer, first.owner, first.organisation)


def test_last_rounds_version_is_offered_while_it_is_published(first: Assessment) -> None:
    publish_next(first.version, reword("d1-q1", "Else?"))
    assert 'type="radio" name="version" value="1"' in page_of(first)
    start(logged_in(first.owner), first, version=1)
    assert first.next_rounds.get().version == first.version


@pytest.mark.parametrize("asked", ["1", "", "3", "x"])
def test_version_that_is_not_offered_starts_nothing_and_is_told(asked: str, first: Assessment) -> None:
    publish_next(first.version)
    retire(first.version)
    response = start(logged_in(first.owner), first, version=asked)
    assert response.status_code == 409
    assert "The versions on offer have changed" in response.content.decode()
    assert not first.next_rounds.exists()


def test_retired_version_without_another_is_explained(first: Assessment) -> None:
    retire(first.version)
    page = page_of(first)
    assert "version 1 was retired, and no other one is published" in page
    assert START not in page
    assert start(logged_in(first.owner), first).status_code == 409
    assert not first.next_rounds.exists()


def test_pressing_twice_leads_to_the_same_round(first: Assessment) -> None:
    client = logged_in(first.owner)
    assert start(client, first).url == start(client, first).url
    again = first.next_rounds.get()
    assert "Go to the next round" in page_of(first)
    assert client.post(url("next-round", first)).url == url("hub", again)


def test_open_assessment_leads_to_its_hub() -> None:
    assessment = make_assessment(owner=make_user())
    client = logged_in(assessment.owner)
    for response in (client.get(url("next-round", assessment)), start(client, assessment)):
        assert response.url == url("hub", assessment)
    assert Assessment.objects.count() == 1


def test_without_an_account_the_browser_keeps_the_next_round_too() -> None:
    first = make_sealed()
    browser = browser_of(first)
    hub = start(browser, first).url
    assert browser.get(hub).status_code == 200
    other = browser_of(first)  # that came by the secret link
    assert other.get(hub).status_code == 302
    assert start(other, first).url == hub
    assert other.get(hub).status_code == 200


def test_next_round_in_another_account_is_told_and_not_opened() -> None:
    first = make_sealed()
    again = open_next_round(previous=first)
    claim(assessment=again, user=make_user())
    browser = browser_of(first)
    for response in (browser.get(url("next-round", first)), start(browser, first)):
        assert response.status_code == 200
        assert "It is in another account." in response.content.decode()
    assert browser.get(url("hub", again)).status_code == 302


@pytest.mark.parametrize(
    "role", ["lead", "consultant", "member", "colleague", "foreign", "stranger", "anonymous"]
)
def test_only_who_runs_it_starts_the_next_round(role: str, first: Assessment) -> None:
    client = Client()
    if role in {"lead", "consultant", "member"}:
        client.force_login(first.organisation.memberships.get(role=role).user)
    elif role != "anonymous":
        user = make_user()
        client.force_login(user)
        if role == "colleague":
            add_respondent(assessment=first, user=user)
        if role == "foreign":
            make_organisation(consultant=user)
    expected = {"lead": 200, "consultant": 200, "anonymous": 302}.get(role, 404)
    assert client.get(url("next-round", first)).status_code == expected
    report = client.get(url("report", first))
    offers = report.status_code == 200 and START in report.content.decode()
    assert offers == (expected == 200)
    if role != "anonymous":
        assert (START in client.get("/assessments/").content.decode()) == (expected == 200)
    start(client, first)
    assert first.next_rounds.exists() == (expected == 200)


def test_way_to_the_next_round_ends_once_it_was_started(first: Assessment) -> None:
    open_next_round(previous=first)
    client = logged_in(first.owner)
    for path in (url("report", first), "/assessments/"):
        assert START not in client.get(path).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_page_takes_the_same_queries_for_any_number(many: int, django_assert_num_queries) -> None:
    version = make_version(domains=many)
    first = make_sealed(version=version, owner=make_user())
    for number in range(many):
        version = publish_next(version, reword("d1-q1", f"Else {number}?"))
    client = logged_in(first.owner)
    # session, user, assessment, next round, versions offered, 7 of the editions, signs,
    # initiatives that run
    with django_assert_num_queries(14):
        client.get(url("next-round", first))
