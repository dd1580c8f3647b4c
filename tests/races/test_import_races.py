"""The same file imported by two people at once, in two processes."""

from functools import partial
from http.client import HTTPConnection
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from accounts.audit import Event
from accounts.models import AuditEvent
from assessments.models import Assessment
from tests.browser.races import TOKEN, Reply, Visitor, at_once
from tests.factories import make_organisation, make_sealed, make_user
from tests.races.conftest import Site
from tests.reports.test_import_round import export

pytestmark = pytest.mark.usefixtures("transactional_db")


def send(visitor: Visitor, content: bytes, organisation: UUID) -> Reply:
    file = SimpleUploadedFile("report.json", content, content_type="application/json")
    body = encode_multipart(BOUNDARY, {"organisation": organisation, "file": file})
    connection = HTTPConnection(visitor.host, timeout=30)
    headers = {"Cookie": visitor.cookies, "X-CSRFToken": TOKEN, "Content-Type": MULTIPART_CONTENT}
    connection.request("POST", reverse("import-assessment"), body, headers)
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, reply.getheader("Location") or text


def test_same_file_imported_twice_at_once_is_one_assessment(guarded: Site) -> None:
    lead, consultant = make_user(), make_user()
    organisation = make_organisation(lead=lead, consultant=consultant)
    content = export(make_sealed())
    guarded.meet_before("INSERT INTO assessments_assessment ")
    calls = [partial(send, Visitor(guarded.url, one), content, organisation.pk) for one in (lead, consultant)]
    first, second = at_once(*calls)
    made = Assessment.objects.get(organisation=organisation)
    assert first == second == (302, reverse("report", args=[made.pk]))
    assert AuditEvent.objects.filter(code=Event.ASSESSMENT_IMPORTED).count() == 1
