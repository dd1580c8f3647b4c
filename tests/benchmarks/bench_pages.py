"""Questionnaire page, autosave and report page against views that do the least with the same middleware."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.test import override_settings
from django.urls import reverse

from tests.benchmarks import bare, harness


def run() -> list[harness.Row]:
    """Ratio of each to its bare view."""
    with override_settings(ROOT_URLCONF="tests.benchmarks.bare"):
        return [_questions(), _autosave(), _report()]


def _data() -> tuple[Any, Any, harness.Browser]:
    from assessments.models import FrameworkVersion
    from tests.factories import make_assessment, make_user

    user = make_user()
    version = FrameworkVersion.objects.newest_published().get(framework__slug="b2b-revenue-team")
    assessment = make_assessment(version, owner=user, goal=version.goals.first())
    return user, assessment, harness.Browser(user)


def _answered() -> tuple[Any, harness.Browser]:
    from tests.factories import answer_all

    _user, assessment, browser = _data()
    answer_all(assessment.respondents.get(), 3, note="The forecast sheet of last month.")
    return assessment, browser


def _page(name: str, path: str, browser: harness.Browser) -> harness.Row:
    bare.PAGES[name] = browser.get(path)
    ratio, ours = harness.ratio(lambda: browser.get(path), lambda: browser.get(f"/bare/{name}/"))
    return (f"{name} page / bare view of the same bytes ({ours:.1f} ms)", ratio, "target ≤ 6")


def _questions() -> harness.Row:
    assessment, browser = _answered()
    domain = assessment.version.domains.first()
    return _page("questionnaire", reverse("questions", args=[assessment.pk, domain.slug]), browser)


def _report() -> harness.Row:
    from assessments.actions import submit

    assessment, browser = _answered()
    submit(assessment=assessment)
    return _page("report", reverse("report", args=[assessment.pk]), browser)


def _autosave() -> harness.Row:
    assessment, browser = _answered()
    answer = assessment.respondents.get().answers.select_related("question").first()
    path = reverse("save-answer", args=[assessment.pk, answer.question.slug])
    token = _csrf(browser)
    save = _saver(browser, path, token)
    plain = f"/bare-update/{answer.pk}/"
    ratio, ours = harness.ratio(save, lambda: browser.post(plain, b"", token))
    return (f"autosave / bare single-row update ({ours:.1f} ms)", ratio, "target ≤ 3")


def _csrf(browser: harness.Browser) -> str:
    from django.middleware.csrf import _get_new_csrf_string

    token = _get_new_csrf_string()
    browser.cookies["csrftoken"] = token
    return token


def _saver(browser: harness.Browser, path: str, token: str) -> Callable[[], bytes]:
    """Saves another level and note each time, with the version of the last reply, as the page does."""
    writer, numbers = str(uuid4()), count(1)
    seen = [1]

    def save() -> bytes:
        number = next(numbers)
        fields = {
            "answer": 1 + number % 4,
            "note": f"Note {number}",
            "version": seen[0],
            "writer": writer,
            "seq": number,
        }
        reply = browser.post(path, urlencode(fields).encode(), token)
        seen[0] = json.loads(reply)["version"]
        return reply

    return save
