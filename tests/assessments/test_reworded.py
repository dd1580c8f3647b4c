"""Answers of the last round on questions that a newer version words differently."""

import pytest

from assessments.actions import open_next_round
from assessments.models import Assessment
from tests.assessments.next_versions import drop_top_level, publish_next, restate, reword
from tests.assessments.pages import answer_of, logged_in, save, url
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db
TAG = "Reworded since last round: read it again"
OLD = "How do you do practice 1.1?"


@pytest.fixture
def again() -> Assessment:
    """d1-q1 asks something else, d2-q2 states its top level differently; all were answered with level 2."""
    version = make_version()
    first = make_sealed(version=version, owner=make_user())
    publish_next(version, reword("d1-q1", "What is written down?"), restate("d2-q2", 4, "Sharper."))
    return open_next_round(previous=first)


def card(again: Assessment, slug: str) -> str:
    page = logged_in(again.owner).get(url("questions", again, slug[:2])).content.decode()
    return page.partition(f'<article class="question" id="{slug}"')[2].partition("</article>")[0]


def test_reworded_card_shows_the_former_wording(again: Assessment) -> None:
    html = card(again, "d1-q1")
    assert TAG in html
    assert f"<dd>{OLD}</dd>" in html
    assert "<dd>d1-q1 behaves like level 2 of 4.</dd>" in html
    assert "What is written down?" in html
    assert 'name="confirm" value="d1-q1"' in html
    other = card(again, "d1-q2")
    assert "From last round: confirm or change" in other
    assert "wording of last round" not in other


def test_card_tells_when_only_another_statement_changed(again: Assessment) -> None:
    html = card(again, "d2-q2")
    assert TAG in html
    assert "another statement or another language was changed" in html
    assert "wording of last round" not in html


def test_card_does_without_the_last_round_once_that_is_gone(again: Assessment) -> None:
    Assessment.objects.filter(pk=again.pk).update(previous=None)
    html = card(again, "d1-q1")
    assert TAG in html
    assert OLD not in html


def test_card_of_other_levels_asks_again_and_keeps_the_evidence() -> None:
    version, user = make_version(), make_user()
    first = make_assessment(version, owner=user)
    answer_all(first.respondents.get(), 2, note="See the handbook.")
    logged_in(user).post(url("submit", first))
    publish_next(version, drop_top_level)
    again = open_next_round(previous=Assessment.objects.get(pk=first.pk))
    html = card(again, "d1-q1")
    assert "Answer again: only the evidence of last round is kept" in html
    assert "See the handbook." in html
    assert "Still true" not in html
    assert "checked" not in html
    page = logged_in(user).get(url("hub", again)).content.decode()
    assert "still to be confirmed" not in page


@pytest.mark.parametrize("page", ["hub", "check"])
def test_pages_count_what_is_to_be_confirmed_and_read_again(page: str, again: Assessment) -> None:
    html = logged_in(again.owner).get(url(page, again)).content.decode()
    assert "4 answers from last round are still to be confirmed or changed." in html
    assert "For 2 of them the question was reworded since: read it again." in html


def test_check_names_the_answers_to_read_again(again: Assessment) -> None:
    groups = logged_in(again.owner).get(url("check", again)).context["groups"]
    reread = "From last round and reworded since: read it again, then confirm or change it."
    plain = "From last round, still to be confirmed or changed."
    assert [row.lines for group in groups for row in group.rows] == [[reread], [plain], [plain], [reread]]


@pytest.mark.parametrize("way", ["form", "autosave"])
def test_confirming_clears_both_marks(way: str, again: Assessment) -> None:
    client = logged_in(again.owner)
    if way == "form":
        data = {"d1-q1-answer": "2", "d1-q1-version": "1", "confirm": "d1-q1"}
        assert client.post(url("questions", again, "d1"), data).status_code == 302
    else:
        assert save(client, again, answer="2", version=1).json()["saved"]
    answer = answer_of(again)
    assert (answer.level.rank, answer.carried, answer.reworded) == (2, False, False)
    assert TAG not in card(again, "d1-q1")


@pytest.mark.parametrize("reworded", [1, 3])
def test_page_takes_the_same_queries_for_any_number(reworded: int, django_assert_num_queries) -> None:
    version = make_version(questions=3)
    first = make_sealed(version=version, owner=make_user())
    publish_next(version, *[reword(f"d1-q{number}", "Else?") for number in range(1, reworded + 1)])
    again = open_next_round(previous=first)
    client, path = logged_in(again.owner), url("questions", again, "d1")
    client.get(path)
    with django_assert_num_queries(5):  # session, user, respondent, answers, the last round
        client.get(path)
