"""The document from odd and hostile reports: it stays whole, and what people typed stays text."""

from dataclasses import fields, is_dataclass, replace
from html import escape
from typing import Any

import pytest
import tinyhtml5

from reports.charts import Svg
from reports.pdf import digest_of
from reports.pdf.document import density, file_name, plain_file_name, to_html
from reports.sample import sample_report
from tests.reports.pdf_files import sample_html

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><link rel=attachment href=file:///etc/passwd>",
    "{{ report.title }} {% load i18n %}",
    "%(count)s %s {0} ${7*7}",
    "javascript:alert(1)",
]


def poisoned(value: Any, payload: str) -> Any:
    """The same value with every text in it replaced, but those that name a case and not a text.

    A picture is markup already; what hostile texts make of one is tested where it is drawn.
    """
    if isinstance(value, Svg):
        return value
    if isinstance(value, str):
        return payload
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            "code",
            "language",
            "sealed_at",
            "status",
            "state",
            "reason",
            "name",
            "anchor",
            "domain_anchor",
        }
        changes = {
            field.name: poisoned(getattr(value, field.name), payload)
            for field in fields(value)
            if field.name not in kept
        }
        return replace(value, **changes)
    return value


def tags(html: str) -> set[str]:
    return {str(element.tag).rsplit("}", 1)[-1] for element in tinyhtml5.parse(html).iter()}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_every_field_stays_text(payload: str) -> None:
    html = to_html(poisoned(sample_report(), payload))
    assert escape(payload) in html.replace("&#x27;", "'").replace("&#39;", "'")
    assert tags(html) <= tags(sample_html())
    root = tinyhtml5.parse(html)
    links = {element.get("href") for element in root.iter() if element.get("href")}
    assert all(link.startswith("#") or link == payload for link in links)
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_document_prints_what_the_report_says() -> None:
    report = sample_report()
    html = sample_html()
    texts = [
        report.headline.answer,
        report.headline.meaning,
        *(gap.arithmetic for gap in report.gaps),
        *(blocker.next_step for domain in report.domains for blocker in domain.blockers),
        *(domain.finding for domain in report.domains),
        *(entry.note for domain in report.answers for q in domain.questions for entry in q.entries),
        *(fact.value for fact in report.parameters),
        *report.limits,
    ]
    assert [text for text in texts if escape(text, quote=False) not in html.replace("&#x27;", "'")] == []


def test_density_grows_with_what_has_to_fit() -> None:
    domain = max(sample_report().domains, key=lambda domain: len(domain.blockers))
    short = replace(domain.blockers[0], today="Now.", reach="Then.", next_step="Do it.")
    long = replace(short, next_step="Have them " + "do it " * 30)
    found = [density(replace(domain, blockers=(short,) * count, proof=())) for count in range(7)]
    assert density(replace(domain, blockers=(long,) * 5, proof=())) == "packed"
    assert found == ["roomy", "roomy", "normal", "normal", "dense", "dense", "packed"]


@pytest.mark.parametrize(
    ("team", "name"),
    [
        ("Field sales", "sales-maturity-field-sales-"),
        ("Satış Çözümleri", "sales-maturity-satış-çözümleri-"),
        ("../../etc\r\nX: y", "sales-maturity-etc-x-y-"),
        ("???", "sales-maturity-20"),
    ],
)
def test_file_name_is_a_plain_name(team: str, name: str) -> None:
    report = replace(sample_report(), team=team)
    found = file_name(report)
    assert found.startswith(name)
    assert found.endswith(f"{report.sealed_at[:10]}.pdf")


@pytest.mark.parametrize(
    ("language", "team", "plain"),
    [
        ("tr", "ışıl-istanbul", "isil-istanbul"),
        ("en", "işil-istanbul", "isil-istanbul"),
    ],
)
def test_file_name_has_the_small_letters_of_the_reports_language(
    language: str, team: str, plain: str
) -> None:
    name = file_name(replace(sample_report(), language=language, team="IŞIL İstanbul"))
    assert f"-{team}-20" in name
    assert f"-{plain}-20" in plain_file_name(name)


def test_evidenced_rating_is_printed_where_it_differs() -> None:
    html = sample_html()
    questions = [question for domain in sample_report().answers for question in domain.questions]
    differ = [one for one in questions if one.rating_label != one.evidenced_label]
    assert differ
    assert differ != questions
    assert html.count(f"{differ[0].rating_label}, {differ[0].evidenced_label}")
    assert not [one for one in questions if f"{one.rating_label}, {one.rating_label}" in html]


def test_digest_is_of_everything_that_is_shown() -> None:
    report = sample_report()
    digest = digest_of(report, "en")
    assert digest == digest_of(replace(report), "en")
    assert digest != digest_of(report, "nl")
    assert digest != digest_of(replace(report, limits=(*report.limits[:-1], "Another limit.")), "en")
    assert " at 0x" not in repr(report)
