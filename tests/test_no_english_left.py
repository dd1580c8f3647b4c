"""Every page, mail and document in Turkish and in Dutch: nothing on it reads as in English."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.cache import cache
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.addresses import record_address
from accounts.models import User
from assessments.actions import open_next_round
from assessments.models import Assessment, FrameworkVersion
from reports.pdf.document import to_html
from reports.report import build
from reports.source import sample_source
from tests.assessments.pages import browser_of, logged_in, url
from tests.catalogues import LANGUAGES, catalogue
from tests.factories import PASSWORD, answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.parametrize("language", LANGUAGES)]

WORDS = re.compile(r"[^\W\d_]{3,}")
SPOKEN = r'\s(?:aria-label|alt|title|placeholder|data-[\w-]+|description" content)="([^"]*)"'
PUBLIC = ("/", "/start/", "/how-levels-work/", "/sample/", "/no/such/page/", "/return/{pk}/wrong/")
FAILING = ("/broken/", "/database-away/", "/forbidden/")
ENTRANCE = ("login", "signup", "reset_password", "reset_password_done", "reset_password_from_key_done")
ACCOUNT = ("email", "change_password", "language", "logout", "reauthenticate", "email_verification_sent")


# Names of file formats are the same in every language.
FORMATS = ("SVG", "PNG")


def texts(html: str) -> set[str]:
    """What a visitor reads or hears, piece by piece."""
    for script in re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html, re.S):
        html += "".join(f"<p>{one}</p>" for one in _strings(json.loads(script)))
    # What is marked as another language is meant to be in that.
    html = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.S)
    html = re.sub(r"<(button|option)\b[^>]* lang=.*?</\1>", "", html, flags=re.S)
    # Inline markup belongs to its sentence.
    plain = re.sub(r"</?(?:strong|b|em|i|small|code|a|span)\b[^>]*>", "", html)
    pieces = [*re.findall(r">([^<]+)<", plain), *re.findall(SPOKEN, html)]
    return {" ".join(unescape(piece).split()) for piece in pieces}


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _strings(one)


def alike(english: str, translated: str) -> set[str]:
    """Pieces of two words or more that read the same in both."""
    same = texts(english) & texts(translated)
    return {one for one in same if " " in one and len(WORDS.findall(one)) > 1}


def english_left(found: set[str], language: str) -> str:
    """Those that hold two words or more besides what is typed or reads alike by intent, a line each."""
    content = [*typed(), *FORMATS, *(one.msgid for one in catalogue(language) if one.msgid == one.msgstr)]

    def own(text: str) -> str:
        for one in content:
            text = text.replace(one, " ")
        return text

    return "\n".join(sorted(one for one in found if len(WORDS.findall(own(one))) > 1))


def typed() -> list[str]:
    """All texts in the database, which no catalogue translates; the longest first."""
    found = set()
    for model in apps.get_models():
        fields = [field.name for field in model._meta.fields if isinstance(field, CharField | TextField)]
        for row in model._default_manager.values_list(*fields):
            found.update(" ".join(str(value).split()) for value in row if value)
    return sorted((one for one in found if WORDS.search(one)), key=len, reverse=True)


def compared(client: Client, path: str, language: str, data: dict[str, str] | None = None) -> set[str]:
    """What reads the same on the page in English and in the language; posts the data, where there is some."""
    pages = []
    for asked in ("en", language):
        send = client.get if data is None else client.post
        response = send(path, data or {}, headers={"accept-language": asked})
        html = response.content.decode()
        assert f'lang="{asked}"' in html, (path, response.status_code)
        pages.append(html)
    return alike(*pages)


def test_public_pages(language: str, client: Client) -> None:
    make_version(levels=(4, 5))
    make_version()
    pk = make_assessment().pk
    left = set().union(*(compared(client, path.format(pk=pk), language) for path in PUBLIC))
    left |= set().union(*(compared(client, reverse(f"account_{name}"), language) for name in ENTRANCE))
    left |= compared(client, "/start/", language, {"version": str(FrameworkVersion.objects.first().pk)})
    for name in ("login", "signup", "reset_password"):
        left |= compared(client, reverse(f"account_{name}"), language, {"email": "no address"})
    assert english_left(left, language) == ""


def test_pages_of_an_assessment(language: str) -> None:
    owner = make_user()
    client, version = logged_in(owner), make_version()
    opened, sealed = make_assessment(version, owner=owner), make_sealed(version=version, owner=owner)
    anonymous = make_assessment(version)
    answer_all(opened.respondents.get(), {"d1-q1": 4})
    again = open_next_round(previous=sealed)
    paths = [
        reverse("assessments"),
        *(url(name, opened) for name in ("hub", "set-up", "check")),
        url("questions", opened, "d1"),
        url("questions", again, "d1"),
        url("hub", again),
        url("next-round", sealed),
    ]
    left = set().union(*(compared(client, path, language) for path in paths))
    wrong = {"d1-q1-answer": "not_applicable", "d1-q2-link": "no address", "d1-q2-dated": "tomorrow"}
    left |= compared(client, url("questions", opened, "d1"), language, wrong)
    left |= compared(client, url("set-up", opened), language, {"team": ""})
    left |= compared(client, url("submit", again), language, {"report_language": language})
    left |= compared(browser_of(anonymous), url("hub", anonymous), language)
    assert english_left(left, language) == ""


def test_report_and_its_pdf(language: str) -> None:
    assessment = make_sealed({"d1-q1": 4, "d1-q2": 1}, owner=make_user())
    client, pages = logged_in(assessment.owner), []
    for made in ("en", language):
        Assessment.objects.update(report_language=made)
        address = url("report", assessment)
        pages.append(client.get(address, headers={"accept-language": made}).content.decode())
    left = alike(*pages)
    documents = []
    for made in ("en", language):
        with translation.override(made):
            documents.append(to_html(build(sample_source())))
    assert english_left(left | alike(*documents), language) == ""


def test_pages_of_an_account(language: str) -> None:
    client = Client()
    client.post(reverse("account_signup"), {"email": "a@example.com", "password1": PASSWORD})
    left = set().union(*(compared(client, reverse(f"account_{name}"), language) for name in ACCOUNT))
    short = {"oldpassword": "x", "password1": "1234", "password2": "4321"}
    left |= compared(client, reverse("account_change_password"), language, short)
    left |= compared(client, reverse("account_email"), language, {"email": "x", "action_add": ""})
    assert english_left(left, language) == ""


def test_mails(language: str, django_capture_on_commit_callbacks: Any) -> None:
    user = make_user()
    record_address(user)
    sent = {}
    for asked in ("en", language):
        cache.clear()  # of what was counted against limits
        User.objects.filter(pk=user.pk).update(language=asked)
        anonymous = make_assessment(team="Satış")
        client = Client(headers={"accept-language": asked})
        client.post(reverse("account_reset_password"), {"email": user.email})
        client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
        client.post(reverse("account_signup"), {"email": user.email, "password1": PASSWORD})
        client.post(reverse("account_signup"), {"email": f"{asked}@example.com", "password1": PASSWORD})
        visitor = browser_of(anonymous, headers={"accept-language": asked})
        visitor.post(url("mail-link", anonymous), {"email": "anna@example.com"})
        mine = make_assessment(owner=user)
        answer_all(mine.respondents.get())
        with django_capture_on_commit_callbacks(execute=True):
            logged_in(user).post(url("submit", mine))
        sent[asked] = [f"{one.subject}\n{one.body}" for one in mail.outbox]
        mail.outbox.clear()
    english, translated = sent.values()
    assert len(english) == len(translated) == 5
    for one, other in zip(english, translated, strict=True):
        lines = {line for line in one.splitlines() if len(WORDS.findall(line)) > 1 and "://" not in line}
        assert lines.isdisjoint(other.splitlines())


def test_pages_of_the_admin(language: str) -> None:
    client = logged_in(User.objects.create_superuser("editor@example.com", PASSWORD))
    make_version(publish=False)
    make_assessment()
    left = compared(client, reverse("admin:index"), language)
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        left |= compared(client, reverse(f"{name}_changelist"), language)
        left |= compared(client, reverse(f"{name}_change", args=[row.pk]), language) if row else set()
    assert english_left(left, language) == ""


DRAFTS = ("check", "publish", "preview")
PUBLISHED = ("check", "retire", "new-draft", "history")


def test_pages_about_versions(language: str) -> None:
    client = logged_in(User.objects.create_superuser("editor@example.com", PASSWORD))
    draft, published = make_version(publish=False), make_version()
    draft.domains.first().questions.first().anchors.first().delete()
    of_version = "admin:assessments_frameworkversion"
    paths = [
        *(reverse(f"{of_version}_{name}", args=[draft.pk]) for name in DRAFTS),
        *(reverse(f"{of_version}_{name}", args=[published.pk]) for name in PUBLISHED),
        reverse("what-if", args=[draft.pk]),
        reverse("admin:assessments_businessgoal_relevance", args=[draft.pk]),
        reverse("admin:assessments_framework_compare", args=[draft.framework_id]),
        reverse("admin:assessments_framework_import"),
    ]
    left = set().union(*(compared(client, path, language) for path in paths))
    left |= compared(client, reverse("admin:assessments_framework_import"), language, {})
    assert english_left(left, language) == ""


@pytest.mark.urls("tests.maturity_site.failing_urls")
def test_error_pages(language: str) -> None:
    client = Client(raise_request_exception=False)
    left = set().union(*(compared(client, path, language) for path in FAILING))
    strict = Client(enforce_csrf_checks=True)
    left |= compared(strict, "/start/", language, {})
    left |= compared(client, "/language/", language, {"language": "fr"})
    assert english_left(left, language) == ""
