"""Two people keep a report of the same assessment at once, in two processes; with its control."""

from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse

from reports.models import KeptFile, KeptReport
from tests.browser.races import Visitor, at_once
from tests.factories import make_sealed, make_user
from tests.races.conftest import Site

pytestmark = pytest.mark.usefixtures("transactional_db")
CHOSEN = {"preset": "board", "sections": "summary", "language": "en", "look": "product", "kinds": "json"}


def keep_twice(site: Site, *keys: object) -> list[int]:
    owner = make_user()
    assessment = make_sealed(owner=owner)
    site.meet_before("INSERT INTO reports_keptreport ")
    path = reverse("keep", args=[assessment.pk])
    calls = [partial(Visitor(site.url, owner).post, path, key=key, **CHOSEN) for key in keys]
    return sorted(status for status, _ in at_once(*calls))


def test_two_reports_kept_at_once_have_two_numbers_and_print_them(guarded: Site) -> None:
    assert (keep_twice(guarded, uuid4(), uuid4()), guarded.met) == ([302, 302], False)
    pages = KeptFile.objects.filter(kind="page").order_by("report__number")
    assert [page.report.number for page in pages] == [1, 2]
    assert all(f"Report {page.report.number}" in bytes(page.content).decode() for page in pages)


def test_button_pressed_twice_at_once_keeps_one(guarded: Site) -> None:
    key = uuid4()
    assert (keep_twice(guarded, key, key), guarded.met) == ([302, 302], False)
    assert (KeptReport.objects.count(), KeptFile.objects.count()) == (1, 2)


def test_without_the_guard_only_the_database_refuses_a_number_given_twice(unguarded: Site) -> None:
    assert (keep_twice(unguarded, uuid4(), uuid4()), unguarded.met) == ([302, 500], True)
    assert KeptReport.objects.count() == 1
