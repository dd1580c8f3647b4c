"""Several publishers press Publish on the same draft at once, against the live server."""

import re
from collections.abc import Callable
from http.client import HTTPConnection

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from assessments.actions.framework import load_framework
from assessments.framework_files import check
from assessments.models import FrameworkVersion
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import make_staff
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

    def publish(visitor: Visitor) -> Callable[[], Reply]:
        return lambda: (200, press(visitor, url, page))

    said = sorted(text for _status, text in at_once(*(publish(visitor) for visitor in visitors)))
    late = "Small · 1: Somebody has published it already."
    assert said == ["Small · 1 is published.", late, late]
    assert FrameworkVersion.objects.get().status == "published"
    assert LogEntry.objects.filter(additional_data__step="published").count() == 1


def press(visitor: Visitor, url: str, page: str) -> str:
    """Posts, follows to the version's page, and gives what that says first."""
    connection = HTTPConnection(visitor.host, timeout=30)
    connection.request("POST", url, headers={"Cookie": visitor.cookies, "X-CSRFToken": TOKEN})
    reply = connection.getresponse()
    reply.read()
    assert reply.getheader("Location") == page
    given = [cookie.split(";")[0] for cookie in reply.headers.get_all("Set-Cookie", [])]
    connection.request("GET", page, headers={"Cookie": "; ".join([visitor.cookies, *given])})
    html = connection.getresponse().read().decode()
    connection.close()
    return re.findall(r'<li class="(?:success|error)">([^<]+)</li>', html)[0]
