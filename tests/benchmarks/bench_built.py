"""What built reports cost: more respondents, the board version, longer notes, Chromium's print of each."""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from tests.benchmarks import harness
from tests.benchmarks.bench_pdf import _for_chromium

ROUNDS = 3
RESPONDENTS = 5
FINDINGS = 8
NOTES = (0, 300, 600)  # characters of each note
WORDS = "The forecast of last month was checked against the deals that closed, line by line. "


def run() -> list[harness.Row]:
    """Ratios of the time that the PDF takes once its process is ready."""
    from reports.pdf.render import renderer
    from reports.report.choices import BOARD

    os.environ["FONTCONFIG_FILE"] = str(Path(settings.BASE_DIR) / "reports" / "pdf" / "fonts.conf")
    to_pdf = renderer()
    plain, rich = _plain(), _rich()
    pages = {"one": _html(plain), "five": _html(rich), "board": _html(rich, BOARD)}
    pages |= {f"notes {length}": _html(_noted(rich, length)) for length in NOTES}
    ours = _medians({name: _call(to_pdf, html) for name, html in pages.items()})
    theirs = _chromium({name: pages[name] for name in ("one", "five", "board")})
    grown = [ours[f"notes {length}"] - ours["notes 0"] for length in NOTES[1:]]
    return [
        (
            "PDF of 5 respondents, findings, roadmap / of one respondent",
            ours["five"] / ours["one"],
            "target ≤ 2",
        ),
        ("PDF, board version / full", ours["board"] / ours["five"], "target ≤ 0.5"),
        (
            "PDF, what 600 characters a note add / 2 × what 300 add",
            grown[1] / (2 * grown[0]),
            "target ≤ 1.2",
        ),
        *(
            (f"PDF, {name} / Chromium's warm print of the same", ours[name] / theirs[name], "")
            for name in theirs
        ),
    ]


def _plain() -> Any:
    from reports.source import sample_source

    source = sample_source()
    return replace(source, answerers=source.answerers[:1], plan=None, today=None, remarks=())


def _rich() -> Any:
    from reports.remarks import Remark
    from reports.source import sample_source

    source = sample_source()
    people = (source.answerers * RESPONDENTS)[:RESPONDENTS]
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    domains = [domain.slug for domain in source.content.domains]
    remarks = tuple(
        Remark(
            UUID(int=number),
            "finding",
            "domain",
            domains[number % len(domains)],
            WORDS * 4,
            "Ann",
            at,
            at,
            None,
        )
        for number in range(FINDINGS)
    )
    return replace(source, answerers=people, remarks=remarks)


def _noted(source: Any, length: int) -> Any:
    note = (WORDS * 30)[:length]
    return replace(
        source,
        answerers=tuple(
            replace(one, answers=tuple((slug, replace(given, note=note)) for slug, given in one.answers))
            for one in source.answerers
        ),
    )


def _html(source: Any, choices: Any = None) -> str:
    from reports.pdf.document import to_html
    from reports.report import build
    from reports.report.edition import PLAIN, Edition

    return to_html(build(source, Edition(choices=choices) if choices else PLAIN))


def _call(to_pdf: Callable[[str], bytes], html: str) -> Callable[[], object]:
    return lambda: to_pdf(html)


def _medians(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of each; rounds alternate, so that a busy moment of the machine strikes all alike."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            started = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(found) for name, found in times.items()}


def _chromium(pages: dict[str, str]) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()

        def printed(name: str, html: str) -> Callable[[], object]:
            file = Path(folder) / f"{name}.html"
            file.write_text(_for_chromium(html))

            def call() -> object:
                tab.goto(file.as_uri())
                return tab.pdf(format="A4")

            return call

        found = _medians({name: printed(name, html) for name, html in pages.items()})
        browser.close()
    return found
