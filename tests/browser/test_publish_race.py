"""Several publishers press Publish on the same draft at once, against the live server."""

import re
from collections.abc import Callable
from http.client import HTTPConnection
from threading import Thread

import pytest
from auditlog.models import LogEntry
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from assessments.actions.framework import load_framework, publish
from assessments.framework_files import check
from assessments.models import FrameworkVersion, Question
from tests.assessments.admin_pages import change_url, form_values
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import make_staff, staff_client
from tests.browser.races import TOKEN, Reply, Visitor, at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_concurrent_publish_has_one_winner_and_tells_the_others(live_server: LiveServer) -> None:
    draft = load_framework(tree=check(framework_data()).tree).version
    url = reverse("admin:assessments_frameworkversion_publish", args=[draft.pk])
    page = reverse("admin:assessments_frameworkversion_change", args=[draft.pk])
    group = make_staff("publisher").groups.get()
    users = [make_user(is_staff=True) for _number in range(3)]
    for user in users:
        user.groups.add(group)
    visitors = [Visitor(live_server.url, user) for user in users]

    def publishing(visitor: Visitor) -> Callable[[], Reply]:
        return lambda: (200, press(visitor, url, page))

    said = sorted(text for _status, text in at_once(*(publishing(visitor) for visitor in visitors)))
    late = "Small · 1: Somebody has published it already."
    assert said == ["Small · 1 is published.", late, late]
    assert FrameworkVersion.objects.get().status == "published"
    assert LogEntry.objects.filter(additional_data__step="published").count() == 1


def test_edit_sent_while_somebody_publishes_is_refused_in_words(live_server: LiveServer) -> None:
    draft = load_framework(tree=check(framework_data()).tree).version
    client = staff_client("editor")
    question = Question.objects.get(slug="d1-q1")
    url = change_url(question)
    values = form_values(client, url) | {"text_en": "Changed too late"}
    replies: list[HttpResponse] = []

    def edit() -> None:
        replies.append(client.post(url, values))
        connection.close()

    with transaction.atomic():
        publish(version=draft)
        editor = Thread(target=edit)
        editor.start()
        editor.join(0.5)
    editor.join()
    assert replies[0].status_code == 409
    said = replies[0].content.decode()
    assert "Nothing was saved: the version was published meanwhile." in said
    assert "Changed too late" in said
    question.refresh_from_db()
    assert question.text_en == "How do you d1-q1?"


def press(visitor: Visitor, url: str, page: str) -> str:
    """Posts, follows to the version's page, and gives what that says first."""
    http = HTTPConnection(visitor.host, timeout=30)
    http.request("POST", url, headers={"Cookie": visitor.cookies, "X-CSRFToken": TOKEN})
    reply = http.getresponse()
    reply.read()
    assert reply.getheader("Location") == page
    given = [cookie.split(";")[0] for cookie in reply.headers.get_all("Set-Cookie", [])]
    http.request("GET", page, headers={"Cookie": "; ".join([visitor.cookies, *given])})
    html = http.getresponse().read().decode()
    http.close()
    return re.findall(r'<li class="(?:success|error)">([^<]+)</li>', html)[0]
