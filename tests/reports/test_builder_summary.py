"""Editing the executive summary, and when it goes stale."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from reports.builder.summaries import summary_of
from reports.models import ReportSummary
from reports.report.choices import BOARD
from reports.report.summary import CODES
from tests.assessments.pages import browser_of
from tests.factories import make_sealed
from tests.reports.builders import Builders, browser, sent

pytestmark = pytest.mark.django_db
OURS = "Selling works because people talk to each other."


@pytest.fixture
def builders() -> Builders:
    return Builders()


def form_of(client: Client, address: str, **typed: str) -> dict[str, Any]:
    """What the page's form sends, with what was typed into it."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields} | typed


def kept(builders: Builders, language: str = "en") -> dict[str, str]:
    return dict(summary_of(builders.assessment, language))


def boxes(page: Any) -> dict[str, str]:
    return {one.part.code: one.box.value() for one in page.context["rows"]}


def make_stale(builders: Builders, code: str = "strengths") -> str:
    """As if the part had been edited when something else was computed."""
    row = ReportSummary.objects.get()
    row.drafts[code] = "What was computed then."
    row.save()
    return str(builders.address("build-summary"))


def test_summary_begins_with_what_is_computed(builders: Builders) -> None:
    page = browser(builders.consultant).get(builders.address("build-summary"))
    assert list(boxes(page)) == list(CODES)
    assert all(one.box.value() == one.part.draft != "" for one in page.context["rows"])
    assert "submitted on" in page.content.decode()


def test_edited_part_is_kept_alone_and_stands_in_the_preview(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    reply = client.post(address, form_of(client, address, gaps=OURS))
    assert reply.status_code == 302
    assert kept(builders) == {"gaps": OURS}
    event = AuditEvent.objects.get(code="summary.changed")
    assert event.details == {"language": "en", "edited": ["gaps"]}
    preview = client.post(builders.address("build-preview"), sent(BOARD)).content.decode()
    assert OURS in preview
    wordless = client.post(builders.address("build-preview"), sent(replace(BOARD, notes=False)))
    assert OURS not in wordless.content.decode()
    assert "1 of its 4 parts was edited" in client.get(builders.address("build")).content.decode()


def test_part_that_equals_its_draft_is_not_kept_as_edited(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    client.post(address, form_of(client, address))
    assert not ReportSummary.objects.exists()
    computed = client.get(address).context["form"]["gaps"].value()
    client.post(address, form_of(client, address, gaps=OURS))
    client.post(address, form_of(client, address, gaps=computed))
    assert kept(builders) == {}


def test_same_form_sent_twice_is_one_change(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    data = form_of(client, address, gaps=OURS)
    assert [client.post(address, data).status_code for _press in range(2)] == [302, 302]
    assert ReportSummary.objects.get().version == 1
    assert AuditEvent.objects.filter(code="summary.changed").count() == 1


def test_each_language_has_a_summary_of_its_own(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary") + "?language=nl"
    client.post(address, form_of(client, address, gaps="In het Nederlands."))
    assert (kept(builders), kept(builders, "nl")) == ({}, {"gaps": "In het Nederlands."})


def test_stale_tab_is_told_with_both_texts_and_loses_nothing(builders: Builders) -> None:
    address = builders.address("build-summary")
    ann, ben = browser(builders.consultant), browser(builders.lead)
    late = form_of(ben, address, gaps="Ben's text.", change="Ben's change.")
    ann.post(address, form_of(ann, address, gaps=OURS))
    reply = ben.post(address, late)
    assert reply.status_code == 409
    assert kept(builders) == {"gaps": OURS}
    assert {one.part.code: one.theirs for one in reply.context["rows"]}["gaps"] == OURS
    assert boxes(reply)["gaps"] == "Ben's text."
    form = reply.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert ben.post(address, again).status_code == 302
    assert kept(builders) == {"gaps": "Ben's text.", "change": "Ben's change."}


def test_other_computed_texts_than_the_writer_saw_are_shown_before_anything_is_saved(
    builders: Builders,
) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    reply = client.post(address, form_of(client, address, gaps=OURS, computed="0" * 64))
    assert reply.status_code == 409
    assert boxes(reply)["gaps"] == OURS
    assert kept(builders) == {}
    form = reply.context["form"]
    assert client.post(address, {name: form[name].value() for name in form.fields}).status_code == 302
    assert kept(builders) == {"gaps": OURS}


def test_stale_part_shows_the_three_texts(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    client.post(address, form_of(client, address, strengths=OURS))
    make_stale(builders)
    page = client.get(address)
    row = page.context["rows"][0]
    assert (row.was, row.mine) == ("What was computed then.", OURS)
    for text in (row.was, OURS, "has changed since it was edited on"):
        assert text in page.content.decode()
    assert "1 part is stale" in client.get(builders.address("build")).content.decode()
    before = builders.assessment.submitted_at - timedelta(days=1)
    ReportSummary.objects.update(changed_at=before)
    assert "Stale since the assessment was submitted again on" in client.get(address).content.decode()
    client.post(address, form_of(client, address, gaps="Another part."))
    assert client.get(address).context["rows"][0].was == "What was computed then."


def test_stale_part_is_kept_as_edited(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    client.post(address, form_of(client, address, strengths=OURS))
    make_stale(builders)
    client.post(address, form_of(client, address, keep="strengths"))
    assert kept(builders) == {"strengths": OURS}
    assert client.get(address).context["rows"][0].was == ""


def test_stale_part_gives_way_to_what_is_computed_now(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    client.post(address, form_of(client, address, strengths=OURS, gaps="Mine."))
    make_stale(builders)
    client.post(address, form_of(client, address, take="strengths"))
    assert kept(builders) == {"gaps": "Mine."}


def test_part_edited_anew_is_not_stale_any_more(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    client.post(address, form_of(client, address, strengths=OURS))
    make_stale(builders)
    client.post(address, form_of(client, address, strengths="Newer words."))
    assert client.get(address).context["rows"][0].was == ""


def test_computed_summary_comes_back_after_a_question(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    reset = builders.address("build-summary-reset")
    assert client.get(reset).status_code == 302
    client.post(address, form_of(client, address, gaps=OURS))
    assert OURS in client.get(reset).content.decode()
    assert client.post(reset, {"seen": "0"}).status_code == 409
    assert kept(builders) == {"gaps": OURS}
    assert client.post(reset, {"seen": "1"}).status_code == 302
    assert kept(builders) == {}


def test_text_that_cannot_be_kept_is_refused_and_stays_in_its_box(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-summary")
    for text, problem in (
        ("", "Write something here"),
        ("x" * 2001, "2001 characters long"),
        ("a\u202eb", "an invisible character"),
    ):
        reply = client.post(address, form_of(client, address, gaps=text))
        assert reply.status_code == 422
        assert problem in reply.content.decode()
        assert boxes(reply)["gaps"] == text
        assert "<title>Error:" in reply.content.decode()


def test_browser_without_an_account_edits_its_own() -> None:
    assessment = make_sealed()
    client, address = browser_of(assessment), f"/assessments/{assessment.pk}/build/summary/"
    assert client.post(address, form_of(client, address, gaps=OURS)).status_code == 302
    assert dict(summary_of(assessment, "en")) == {"gaps": OURS}
    assert ReportSummary.objects.get().author is None


def test_way_back_keeps_what_was_chosen(builders: Builders) -> None:
    client = browser(builders.consultant)
    go = client.post(builders.address("build"), sent(replace(BOARD, language="nl"), go="summary"))
    page = client.get(go["Location"])
    back = client.get(page.context["back"])
    assert [one.code for one in back.context["sections"] if one.ticked] == list(BOARD.sections)
    assert back.context["form"]["language"].value() == "nl"
    assert back.context["matching"] == "board"


def test_saved_text_is_taken_part_by_part_and_nothing_is_saved_before_its_button(builders: Builders) -> None:
    address = builders.address("build-summary")
    ann, ben = browser(builders.consultant), browser(builders.lead)
    late = form_of(ben, address, gaps="Ben's text.", change="Ben's\r\nchange.")
    ann.post(address, form_of(ann, address, gaps=OURS))
    told = ben.post(address, late)
    tags = {one.part.code: one.is_edited for one in told.context["rows"]}
    assert tags == {"strengths": False, "gaps": True, "change": True, "next_step": False}
    form = told.context["form"]
    reply = ben.post(address, {name: form[name].value() for name in form.fields} | {"take_saved": "gaps"})
    assert boxes(reply)["gaps"] == OURS
    assert {one.part.code: bool(one.theirs) for one in reply.context["rows"]}["gaps"] is False
    assert kept(builders) == {"gaps": OURS}
    form = reply.context["form"]
    assert ben.post(address, {name: form[name].value() for name in form.fields}).status_code == 302
    assert kept(builders)["gaps"] == OURS
    assert kept(builders)["change"].startswith("Ben's")


def test_logged_out_writer_gets_each_text_back_under_its_label(builders: Builders) -> None:
    address = builders.address("build-summary")
    data = form_of(
        browser(builders.consultant), address, gaps="First line.\nSecond <line>.", passphrase="a b c"
    )
    page = Client(headers={"accept": "text/html"}).post(address, data, follow=True).content.decode()
    assert "You are not logged in, so nothing was saved." in page
    assert page.count("<textarea") == len(CODES)
    assert ">What holds it back</label>" in page
    assert "readonly>\nFirst line.\nSecond &lt;line&gt;.</textarea>" in page
    assert "a b c" not in page


@pytest.mark.parametrize(
    ("referer", "is_ours"), [("http://testserver/x/", True), ("https://evil.example/", False)]
)
def test_form_without_its_cookies_gets_its_texts_back_from_our_own_page_only(
    builders: Builders, referer: str, is_ours: bool
) -> None:
    address = builders.address("build-summary")
    data = form_of(browser(builders.consultant), address, gaps="First line.\nSecond line.")
    reply = Client(enforce_csrf_checks=True).post(address, data, headers={"referer": referer})
    assert reply.status_code == 403
    page = reply.content.decode()
    assert ("First line.\nSecond line.</textarea>" in page) is is_ours
    assert ("What you typed is still there" in page) is False
    assert ("Go back with your browser." in page) is not is_ours
