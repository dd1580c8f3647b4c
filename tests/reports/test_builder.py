"""The report builder's page and its preview."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.colours import nearest_readable
from accounts.models import Organisation
from assessments.models import Assessment
from reports.models import Finding, KeptReport, ReportPreset
from reports.report.choices import BOARD, FULL, PRESETS, REDACTED, SECTIONS, Choices
from tests.assessments.pages import browser_of
from tests.factories import make_sealed, make_user
from tests.reports.builders import Builders, browser, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def builders() -> Builders:
    return Builders()


def ticked(response: object) -> list[str]:
    return [one.code for one in response.context["sections"] if one.ticked]  # type: ignore[attr-defined]


def test_preset_fills_the_choices_by_its_address(builders: Builders) -> None:
    client = browser(builders.consultant)
    for code, choices in PRESETS.items():
        page = client.get(f"{builders.address('build')}?preset={code}&language=nl")
        assert ticked(page) == list(choices.sections)
        assert page.context["matching"] == code
        assert page.context["form"]["language"].value() == "nl"


def test_preset_is_chosen_by_a_button_that_keeps_the_language_and_what_was_typed(builders: Builders) -> None:
    data = sent(replace(FULL, language="tr"), choose="board", report_name="Board, March", kinds=["xlsx"])
    page = browser(builders.consultant).post(builders.address("build"), data)
    assert ticked(page) == list(BOARD.sections)
    assert page.context["form"]["language"].value() == "tr"
    assert page.context["keeping"]["report_name"].value() == "Board, March"
    assert page.context["keeping"]["kinds"].value() == ["xlsx"]


def test_section_moves_by_its_buttons_and_keeps_what_is_ticked(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build")
    page = client.post(address, sent(BOARD, move="down:summary"))
    assert [one.code for one in page.context["sections"]][:2] == ["outlook", "summary"]
    assert ticked(page) == ["outlook", "summary"]
    page = client.post(address, sent(BOARD, move="up:summary"))
    assert page.context["sections"][0].code == "summary"
    page = client.post(address, sent(BOARD, move="up:no-such-section"))
    assert len(page.context["sections"]) == len(SECTIONS)


def keep_built(builders: Builders, number: int, choices: Choices, **by: object) -> None:
    given = {"name": "Kept", "language": choices.language, "choices": choices.as_data(), **by}
    KeptReport.objects.create(assessment=builders.assessment, number=number, **given)


def test_builder_starts_from_what_this_person_built_last(builders: Builders) -> None:
    keep_built(builders, 1, REDACTED, built_by=builders.consultant)
    keep_built(builders, 2, replace(BOARD, language="nl", names=False), built_by=builders.consultant)
    keep_built(builders, 3, REDACTED, built_by=builders.lead)
    client, address = browser(builders.consultant), builders.address("build")
    page = client.get(address)
    assert ticked(page) == list(BOARD.sections)
    assert page.context["form"]["language"].value() == "nl"
    assert "Started from “Board version” and changed." in page.content.decode()
    assert client.get(f"{address}?language=tr").context["form"]["language"].value() == "tr"
    assert ticked(client.get(f"{address}?preset=full")) == list(FULL.sections)
    old = {
        "name": "Old",
        "language": "en",
        "choices": {"sections": ["gone"]},
        "built_by": builders.consultant,
    }
    KeptReport.objects.create(assessment=builders.assessment, number=4, **old)
    assert client.get(address).context["matching"] == "full"


def test_empty_sections_say_why(builders: Builders) -> None:
    page = browser(builders.consultant).get(builders.address("build"))
    notes = {one.code for one in page.context["sections"] if one.note}
    assert notes == {"initiatives", "rounds"}


def test_preset_that_is_gone_or_does_not_fit_is_said_and_not_applied(builders: Builders) -> None:
    old = ReportPreset.objects.create(user=builders.consultant, name="Old", choices={"sections": ["gone"]})
    theirs = ReportPreset.objects.create(user=builders.lead, name="Theirs", choices=BOARD.as_data())
    client, address = browser(builders.consultant), builders.address("build")
    page = client.get(f"{address}?preset={old.pk}")
    assert "was not applied" in page.content.decode()
    assert ticked(page) == list(FULL.sections)
    page = client.get(f"{address}?preset={theirs.pk}")
    assert "not there any more" in page.content.decode()
    assert ticked(page) == list(FULL.sections)


def test_page_opens_whatever_the_address_says(builders: Builders) -> None:
    client = browser(builders.consultant)
    for address in ("preset=%00", "language=xx", "sections=nonsense&look=no&order=x"):
        assert client.get(f"{builders.address('build')}?{address}").status_code == 200


def test_page_says_that_an_anonymous_assessment_stays_so(builders: Builders) -> None:
    Assessment.objects.filter(pk=builders.assessment.pk).update(names_hidden=True)
    page = browser(builders.consultant).get(builders.address("build"))
    assert "stays so, whatever you tick" in page.content.decode()


def test_browser_without_an_account_builds_but_saves_no_preset() -> None:
    assessment = make_sealed()
    client = browser_of(assessment)
    page = client.get(f"/assessments/{assessment.pk}/build/")
    assert page.status_code == 200
    assert "Save the preset" not in page.content.decode()
    assert "needs an account" in page.content.decode()
    assert client.get(f"/assessments/{assessment.pk}/build/preview/", sent(BOARD)).status_code == 200


def test_preview_is_the_paper_of_the_choices_in_their_language(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("build-preview")
    for reply in (client.post(address, sent(BOARD)), client.get(address, sent(BOARD))):
        assert reply.status_code == 200
        assert reply["X-Frame-Options"] == "SAMEORIGIN"
        assert "no-store" in reply["Cache-Control"]
        assert '<html lang="en">' in reply.content.decode()
        assert "Levels and way ahead" in reply.content.decode()
        assert "Every practice at a glance" not in reply.content.decode()
    turkish = client.post(address, sent(replace(BOARD, language="tr"))).content.decode()
    assert '<html lang="tr">' in turkish


def test_preview_leaves_out_what_was_not_ticked(builders: Builders) -> None:
    given = {"assessment": builders.assessment, "author": builders.consultant, "author_name": "Cora Cole"}
    Finding.objects.create(
        text="Handed over words.", handed_over_at=builders.assessment.submitted_at, **given
    )
    Finding.objects.create(text="A draft for no one.", **given)
    client, address = browser(builders.consultant), builders.address("build-preview")
    full = client.post(address, sent(FULL)).content.decode()
    assert "Handed over words." in full
    assert "A draft for no one." not in full
    redacted = client.post(address, sent(REDACTED)).content.decode()
    for name in ("Handed over words.", "Cora Cole", builders.assessment.team, builders.organisation.name):
        assert name not in redacted


REFUSED = (
    (sent(BOARD, sections=[]), "Choose at least one section."),
    (sent(BOARD, sections=["summary", "answers"]), "needs each respondent’s answers"),
    (sent(REDACTED, names="on"), "A redacted report has no names"),
    (sent(BOARD, language="xx"), "Choose one of the languages in the list."),
)


def test_preview_says_what_does_not_fit_together(builders: Builders) -> None:
    client = browser(builders.consultant)
    for data, problem in REFUSED:
        reply = client.post(builders.address("build-preview"), data)
        assert reply.status_code == 422
        assert problem in reply.content.decode()
        assert "data-refused" in reply.content.decode()


def test_problem_leads_to_the_boxes_that_it_is_about(builders: Builders) -> None:
    client = browser(builders.consultant)
    for data, problem in REFUSED[:3]:
        page = client.post(builders.address("preset-save"), data | {"preset_name": "Mine"})
        target = next(where for where, message in page.context["summary"] if problem in message)
        assert f'id="{target}"' in page.content.decode()


def test_colour_that_cannot_be_read_is_corrected_and_said(builders: Builders) -> None:
    Organisation.objects.filter(pk=builders.organisation.pk).update(accent="#ffff00")
    client = browser(builders.consultant)
    readable = nearest_readable("#ffff00")
    assert f"so it is printed as {readable}." in client.get(builders.address("build")).content.decode()
    paper = client.post(builders.address("build-preview"), sent(BOARD)).content.decode()
    assert readable in paper
    assert "#ffff00" not in paper


def test_page_asks_as_often_with_many_presets_and_findings(builders: Builders) -> None:
    client = browser(builders.consultant)
    counts = []
    for number in (1, 3):
        while ReportPreset.objects.count() < number:
            name = f"Preset {ReportPreset.objects.count()}"
            ReportPreset.objects.create(user=builders.consultant, name=name, choices=BOARD.as_data())
            Finding.objects.create(
                assessment=builders.assessment,
                text=name,
                author=builders.consultant,
                author_name="Cora",
                handed_over_at=builders.assessment.submitted_at,
            )
        for path in (builders.address("build"), builders.address("build-preview")):
            client.get(path, sent(BOARD))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path, sent(BOARD)).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_preset_is_saved_once_under_a_name_of_its_own(builders: Builders) -> None:
    client, address = browser(builders.consultant), builders.address("preset-save")
    chosen = replace(BOARD, names=False, sections=("outlook", "summary"))
    for _press in range(2):
        reply = client.post(address, sent(chosen, preset_name="Quarterly"))
        preset = ReportPreset.objects.get()
        assert reply["Location"] == f"{builders.address('build')}?preset={preset.pk}"
    page = client.get(reply["Location"])
    assert ticked(page) == ["outlook", "summary"]
    assert page.context["matching"] == str(preset.pk)
    refused = client.post(address, sent(FULL, preset_name="quarterly", report_name="Kept"))
    assert refused.status_code == 422
    assert "You have a preset of this name." in refused.content.decode()
    assert refused.context["keeping"]["report_name"].value() == "Kept"
    assert ticked(refused) == list(FULL.sections)
    other = browser(builders.lead).post(address, sent(FULL, preset_name="Quarterly"))
    assert other.status_code == 302


def test_preset_without_a_usable_name_is_refused(builders: Builders) -> None:
    client = browser(builders.consultant)
    for name in ("", "   ", "x" * 81, "a\u202eb"):
        reply = client.post(builders.address("preset-save"), sent(FULL, preset_name=name))
        assert reply.status_code == 422
        assert reply.content.decode().count("<title>Error:") == 1
    assert not ReportPreset.objects.exists()


def test_presets_have_a_most(builders: Builders) -> None:
    ReportPreset.objects.bulk_create(
        ReportPreset(user=builders.consultant, name=f"No. {number}", choices={}) for number in range(30)
    )
    reply = browser(builders.consultant).post(
        builders.address("preset-save"), sent(FULL, preset_name="One more")
    )
    assert reply.status_code == 422
    assert "30 presets are the most." in reply.content.decode()


def test_preset_is_deleted_after_a_question(builders: Builders) -> None:
    preset = ReportPreset.objects.create(user=builders.consultant, name="Mine", choices=BOARD.as_data())
    client, address = browser(builders.consultant), builders.address("preset-delete", preset.pk)
    assert "Delete the preset “Mine”?" in client.get(address).content.decode()
    assert ReportPreset.objects.exists()
    assert client.post(address)["Location"] == builders.address("build")
    assert not ReportPreset.objects.exists()


def test_strangers_and_signed_out_people_build_nothing(builders: Builders) -> None:
    address = builders.address("build-preview")
    assert browser(make_user()).post(address, sent()).status_code == 404
    assert Client().post(address, sent()).status_code == 302
