"""A framework of another shape, three domains on seven levels, runs from its file to the PDF."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from assessments.models import Assessment, FrameworkVersion
from scoring import load
from tests.assessments.framework_file_samples import framework_data, question, rubric, said, write_file
from tests.assessments.pages import page_data, url
from tests.reports.pdf_files import bookmarks, elements, opened

pytestmark = pytest.mark.django_db
TOP = 7
ANSWERS = {"d1": (7, 6), "d2": (5, 3), "d3": (2, 2)}
LEVELS = {"d1": 7, "d2": 4, "d3": 2}
OVERALL = 3


def seven_levels() -> dict[str, Any]:
    data = framework_data()
    domains = [
        {
            "slug": slug,
            "name": said(f"Field {slug}"),
            "question": said("What about it?"),
            "why": said("It matters."),
            "questions": [
                question(f"{slug}-q1", {"seven": TOP}, key=True, weight=2),
                question(f"{slug}-q2", {"seven": TOP}),
            ],
        }
        for slug in ANSWERS
    ]
    sign, goal, kpi = data["warning_signs"][0], data["goals"][0], data["kpis"][0]
    return data | {
        "slug": "three-by-seven",
        "rubrics": [rubric("seven", TOP, evidence_from=4)],
        "domains": domains,
        "warning_signs": [{**sign, "domains": list(ANSWERS)}],
        "goals": [{**goal, "relevance": {"d3": 3}}],
        "kpis": [{**kpi, "rubric": "seven", "level": 3, "domain": "d3"}],
    }


def answered(client: Client, version: FrameworkVersion) -> Assessment:
    """Started and answered on the pages."""
    started = {"version": version.pk, "team": "Field sales", "rubric": version.rubrics.get().pk}
    client.post("/start/", started | {"goal": version.goals.get().pk})
    assessment = Assessment.objects.get()
    for slug, ratings in ANSWERS.items():
        page = client.get(url("questions", assessment, slug)).content.decode()
        assert [page.count(f'id="{slug}-q1-answer-{rank}"') for rank in range(TOP + 2)] == [0, *[1] * TOP, 0]
        given = {f"{slug}-q{n}": {"answer": rating, "note": "Seen"} for n, rating in enumerate(ratings, 1)}
        assert client.post(url("questions", assessment, slug), page_data(given)).status_code == 302
    return assessment


def test_three_domains_on_seven_levels_reach_report_and_pdf(tmp_path: Path) -> None:
    call_command("load_framework", str(write_file(tmp_path, seven_levels(), "seven.yaml")), "--publish")
    client = Client()
    start = client.get("/start/").content.decode()
    assert " → ".join(f"name {rank}" for rank in range(1, TOP + 1)) in start
    assert "6 questions of less than a minute each" in start
    assessment = answered(client, FrameworkVersion.objects.get())

    sent = client.post(url("submit", assessment))
    assert sent.url == url("report", assessment)
    result = load(Assessment.objects.get().stored_result.data)
    assert (result.overall.level, result.overall.evidenced) == (OVERALL, OVERALL)
    assert {domain.domain: domain.level for domain in result.domains} == LEVELS
    assert result.gaps[0].domain == "d3"

    page = client.get(sent.url).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Level 3 name 3, claimed and evidenced" in words
    for slug, level in LEVELS.items():
        assert f"Field {slug} {level} of {TOP} {level} of {TOP}" in words
    assert "(7 − 2) ÷ (7 − 1)" in words
    found = re.search(r'href="([^"]+\.pdf)"', page)
    assert found
    pdf = opened(client.get(found[1]).content)
    assert len([figure for figure in elements(pdf) if figure.S == "/Figure"]) == 3
    assert len(bookmarks(pdf)) > len(ANSWERS)
