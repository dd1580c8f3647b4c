"""The render process at its limits: it ends, says so, and the next document is made all the same."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from reports.pdf.document import to_html
from reports.pdf.process import PdfError, prepare, render_pdf, waiting
from reports.sample import sample_report
from tests.reports.pdf_files import opened, page

# Auto-layout cells with long words are the slowest thing that WeasyPrint knows.
ENDLESS = page("<table>" + ("<tr>" + f"<td>{'word ' * 400}</td>" * 12 + "</tr>") * 60 + "</table>")
LONGEST = 2000


@pytest.fixture(autouse=True)
def _no_process_waits() -> Iterator[None]:
    """Limits are given to a process when it starts."""
    waiting.close()
    yield
    waiting.close()


def render_processes() -> list[int]:
    """The ids of this process's children that render."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"reports.pdf.render" in command and int(parent) == os.getpid():
            found.append(int(folder.name))
    return found


def wait_for_one() -> int:
    deadline = time.monotonic() + 20
    while not (found := render_processes()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found[0]


def test_render_that_takes_too_long_is_ended(settings: Any) -> None:
    settings.PDF_TIMEOUT = 4
    started = time.monotonic()
    with pytest.raises(PdfError) as caught:
        render_pdf(ENDLESS)
    assert caught.value.reason == "time"
    assert time.monotonic() - started < 10
    assert render_processes() == []


def test_render_that_needs_too_much_memory_is_ended(settings: Any) -> None:
    settings.PDF_MEMORY = 150
    with pytest.raises(PdfError) as caught:
        render_pdf(page("".join(f"<p>{'word ' * 200}</p>" for _ in range(600))))
    assert caught.value.reason == "memory"
    assert render_processes() == []


def test_render_that_is_killed_says_so_and_the_next_one_works() -> None:
    caught: list[PdfError] = []

    def render() -> None:
        try:
            render_pdf(ENDLESS)
        except PdfError as error:
            caught.append(error)

    thread = Thread(target=render)
    thread.start()
    os.kill(wait_for_one(), signal.SIGKILL)
    thread.join()
    assert [error.reason for error in caught] == ["failed"]
    assert render_pdf(page()).startswith(b"%PDF-1.7")


def test_waiting_process_that_died_is_replaced() -> None:
    prepare()
    os.kill(wait_for_one(), signal.SIGKILL)
    while render_processes():
        time.sleep(0.01)
    assert render_pdf(page()).startswith(b"%PDF-1.7")


def test_one_process_waits_at_most_and_is_used_once() -> None:
    prepare()
    first = wait_for_one()
    prepare()
    assert render_processes() == [first]
    render_pdf(page())
    assert first not in render_processes()


def test_render_process_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "never to be seen by a renderer")
    prepare()
    environment = Path(f"/proc/{wait_for_one()}/environ").read_bytes()
    assert b"never to be seen" not in environment
    assert {entry.split(b"=")[0] for entry in environment.split(b"\0") if entry} == {
        b"LANG",
        b"FONTCONFIG_FILE",
    }


NOTES = [
    "W" * LONGEST,
    "a" + "\N{COMBINING ACUTE ACCENT}" * (LONGEST - 1),
    "\N{ARABIC LETTER MEEM}" * LONGEST,
    ("\N{RIGHT-TO-LEFT OVERRIDE}abc\N{HEBREW LETTER ALEF}" * LONGEST)[:LONGEST],
]


def test_thirty_of_the_longest_notes_stay_within_the_limits() -> None:
    report, notes = sample_report(), cycle(NOTES)
    answers = tuple(
        replace(
            domain,
            questions=tuple(
                replace(q, entries=tuple(replace(entry, note=next(notes)) for entry in q.entries))
                for q in domain.questions
            ),
        )
        for domain in report.answers
    )
    pdf = opened(render_pdf(to_html(replace(report, answers=answers))))
    assert len(pdf.pages) > 12
