"""Importing by the page and by the command; and the schema that everybody may read."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation, User
from assessments.actions import add_respondent, submit
from assessments.management.faults import FaultsError
from assessments.models import Assessment
from reports.exports import data
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)
from tests.reports.test_import_round import export

pytestmark = pytest.mark.django_db
PAGE = reverse("import-assessment")
LEFT_OUT = "The roadmap, the consultants’ findings and edits of the summary are not imported."


@pytest.fixture
def lead() -> User:
    return make_user()


@pytest.fixture
def organisation(lead: User) -> Organisation:
    return make_organisation(lead=lead)


@pytest.fixture
def visitor(lead: User, organisation: Organisation) -> Client:
    client = Client()
    client.force_login(lead)
    return client


def send(client: Client, organisation: Organisation, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("report.json", content, content_type="application/json")
    return client.post(PAGE, {"organisation": organisation.pk, "file": file, **more})


def test_schema_is_public_and_cached() -> None:
    response = Client().get(reverse("report-schema"))
    assert response["Content-Type"] == "application/schema+json"
    assert "public" in response["Cache-Control"]
    assert json.loads(response.content) == json.loads(data.SCHEMA.read_text(encoding="utf-8"))
    assert reverse("report-schema") == data.SCHEMA_ADDRESS


def test_page_imports_a_file_and_leads_to_its_report(visitor: Client, organisation: Organisation) -> None:
    content = export(make_sealed(team="Field sales"))
    response = send(visitor, organisation, content)
    made = Assessment.objects.get(organisation=organisation)
    assert response.url == reverse("report", args=[made.pk])
    page = visitor.get(response.url)
    assert "Scored here, its result is the one in the file." in page.text
    assert LEFT_OUT in page.text


def test_same_file_again_makes_nothing_and_leads_to_what_is_there(
    visitor: Client, organisation: Organisation
) -> None:
    sealed = make_sealed()
    first = send(visitor, organisation, export(sealed))
    again = send(visitor, organisation, export(sealed, "tr"))
    assert again.url == first.url
    assert Assessment.objects.filter(organisation=organisation).count() == 1
    assert "was imported before" in visitor.get(again.url).text


def test_page_refuses_other_organisations_and_writes_nothing(visitor: Client) -> None:
    theirs = make_organisation(lead=make_user())
    response = send(visitor, theirs, export(make_sealed()))
    assert response.status_code == 422
    assert "<title>Error:" in response.text
    assert "Choose one of the organisations in the list." in response.text
    assert not Assessment.objects.filter(organisation=theirs).exists()


def test_organisation_that_is_no_id_is_refused_in_own_words(visitor: Client) -> None:
    response = visitor.post(PAGE, {"organisation": "x"})
    assert response.status_code == 422
    assert "Choose one of the organisations in the list." in response.text
    assert "UUID" not in response.text


def test_imports_without_end_are_stopped_and_the_organisation_stays_chosen(
    visitor: Client, organisation: Organisation, settings: Any
) -> None:
    settings.IMPORTS_PER_HOUR = 2
    cache.clear()
    visitor.post(PAGE, {"organisation": organisation.pk})  # without a file, it is no try
    assert [send(visitor, organisation, b"{}").status_code for _try in range(3)] == [422, 422, 429]
    page = send(visitor, organisation, b"{}").text
    assert "That was tried very often in the last hour. Try again in an hour." in page
    assert f'<option value="{organisation.pk}" selected>' in page
    cache.clear()


def test_page_shows_each_fault_with_its_place_escaped(visitor: Client, organisation: Organisation) -> None:
    document = json.loads(export(make_sealed()))
    document["assessment"]["<script>alert(1)</script>"] = 1
    document["result"]["overall"]["level"] = "two"
    response = send(visitor, organisation, json.dumps(document).encode())
    assert response.status_code == 422
    assert "/assessment/&lt;script&gt;alert(1)&lt;~1script&gt;" in response.text
    assert "/result/overall/level" in response.text
    assert "This must be a whole number." in response.text
    assert f'<option value="{organisation.pk}" selected>' in response.text
    assert not Assessment.objects.filter(organisation=organisation).exists()


def test_file_larger_than_the_limit_is_refused_unread(visitor: Client, organisation: Organisation) -> None:
    response = send(visitor, organisation, b" " * (6 * 1024 * 1024))
    assert "The file is larger than 5 MB." in response.text


def test_member_and_unconfirmed_are_told_what_to_do(organisation: Organisation) -> None:
    member = make_user()
    make_organisation(member=member)
    client = Client()
    client.force_login(member)
    assert reverse("organisation-new") in client.get(PAGE).text
    assert send(client, organisation, b"{}").status_code == 422


def test_start_page_leads_to_the_import(visitor: Client) -> None:
    make_version(slug="b2b-revenue-team")
    assert PAGE in visitor.get(reverse("start")).text
    assert PAGE not in Client().get(reverse("start")).text


def test_list_and_organisation_lead_whoever_runs_it_to_the_import(
    visitor: Client, lead: User, organisation: Organisation
) -> None:
    other, member, ours = make_organisation(lead=lead), make_user(), f"{PAGE}?organisation={organisation.pk}"
    make_organisation(member=member)
    assert f'"{PAGE}"' in visitor.get(reverse("assessments")).text
    assert f'"{ours}"' in visitor.get(reverse("organisation", args=[organisation.pk])).text
    page = visitor.get(ours).text
    assert LEFT_OUT in page
    assert f'<option value="{organisation.pk}" selected>' in page
    assert f'<option value="{other.pk}">' in page
    assert " selected>" not in visitor.get(f"{PAGE}?organisation=nonsense").text.partition("<form")[2]
    client = Client()
    client.force_login(member)
    assert PAGE not in client.get(reverse("assessments")).text


def test_import_takes_as_many_queries_for_three_respondents_as_for_one(
    visitor: Client, organisation: Organisation
) -> None:
    counts = []
    for people in (1, 3):
        assessment = make_assessment(make_version())
        for number in range(1, people):
            add_respondent(assessment=assessment, name=f"Colleague {number}")
        for respondent in assessment.respondents.all():
            answer_all(respondent, note="Seen.")
        content = export(submit(assessment=assessment)[0])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert send(visitor, organisation, content).status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]


def command(file: Path, organisation: Organisation, user: User) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    options = {"organisation": organisation.pk, "user": user.email, "stdout": out, "stderr": err}
    call_command("import_assessment", str(file), **options)
    return out.getvalue().strip(), err.getvalue().strip()


def test_command_imports_and_says_when_it_is_there_already(
    lead: User, organisation: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(export(make_sealed()))
    made, said = command(file, organisation, lead)
    assert (Assessment.objects.get(organisation=organisation).pk.hex, said) == (made.replace("-", ""), "")
    assert command(file, organisation, lead) == (made, "This assessment was imported before.")


def test_command_refuses_with_one_line_a_fault(
    lead: User, organisation: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    document = json.loads(export(make_sealed()))
    del document["withheld"]
    document["assessment"]["team"] = 7
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(FaultsError) as refused:
        command(file, organisation, lead)
    assert refused.value.faults == [
        f"{file}: /withheld: This is missing.",
        f"{file}: /assessment/team: This must be text.",
    ]
    stranger = make_user()
    for who, words in ((stranger, "neither leads nor advises"), (User(email="no@example.com"), "nobody has")):
        with pytest.raises(FaultsError, match=words):
            command(file, organisation, who)
    with pytest.raises(FaultsError, match="cannot be read"):
        command(tmp_path / "none.json", organisation, lead)
