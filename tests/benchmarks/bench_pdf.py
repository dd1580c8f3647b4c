"""The PDF against the same HTML printed by headless Chromium, and its second download against a bare view."""

import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import override_settings
from django.urls import reverse

from tests.benchmarks import bare, harness

ROUNDS = 5
EVERY = 0.02  # seconds between two looks at the memory
FONTS = {
    "Sans-Regular": ("Maturity Sans", 400, "normal"),
    "Sans-Semibold": ("Maturity Sans", 600, "normal"),
    "Serif-Regular": ("Maturity Serif", 400, "normal"),
    "Serif-Semibold": ("Maturity Serif", 600, "normal"),
    "Serif-Italic": ("Maturity Serif", 400, "italic"),
}


def run() -> list[harness.Row]:
    """Ratios of time and peak memory, and of the second download."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("The PDF benchmark needs Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        html = _html()
        page = Path(folder) / "report.html"
        page.write_text(_for_chromium(html))
        rows = _against_chromium(html, _printer(chromium, page), page)
    with override_settings(ROOT_URLCONF="tests.benchmarks.bare"):
        return [*rows, _second_download()]


def _html() -> str:
    from reports.pdf.document import to_html
    from reports.sample import sample_report

    return to_html(sample_report())


def _for_chromium(html: str) -> str:
    """The same document with the same style and fonts by addresses that a browser knows."""
    root = Path(__file__).resolve().parents[2] / "static"
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(root / "fonts" / name).as_uri()}.ttf"); }}'
        for name, (family, weight, style) in FONTS.items()
    )
    style = f"<style>{faces}{(root / 'css' / 'pdf.css').read_text()}</style></head>"
    return html.replace("</head>", style, 1)


def _printer(chromium: str, page: Path) -> Callable[[], None]:
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--allow-file-access-from-files",
        f"--user-data-dir={page.parent / 'profile'}",
        f"--print-to-pdf={page.with_suffix('.pdf')}",
        page.as_uri(),
    ]

    def cold() -> None:
        subprocess.run(command, check=True, capture_output=True)

    return cold


def _against_chromium(html: str, chromium_cold: Callable[[], None], page: Path) -> list[harness.Row]:
    """Rounds alternate, so that a busy moment of the machine strikes all alike."""
    from playwright.sync_api import sync_playwright

    from reports.pdf.process import prepare, render_pdf, waiting

    def cold() -> None:
        waiting.close()
        render_pdf(html)

    def warm() -> None:
        render_pdf(html)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.pdf(format="A4")

        def chromium_warm() -> None:
            tab.goto(page.as_uri())
            tab.pdf(format="A4")

        rounds = []
        for _ in range(ROUNDS):
            times = [_seconds(chromium_cold), _seconds(chromium_warm), _seconds(cold)]
            prepare()
            time.sleep(2 * times[2])  # until the process that was started ahead waits
            rounds.append((*times, _seconds(warm)))
        browser.close()
    return [*_times(rounds), *_memory(cold, chromium_cold)]


def _memory(ours: Callable[[], None], theirs: Callable[[], None]) -> list[harness.Row]:
    (resident, proportional), (their_resident, their_proportional) = _peak(ours), _peak(theirs)
    return [
        (
            f"PDF, peak resident memory / Chromium's ({resident / 1024:.0f} MiB)",
            resident / their_resident,
            "target ≤ 0.2",
        ),
        ("PDF, the same with shared pages divided", proportional / their_proportional, ""),
    ]


def _times(rounds: list[tuple[float, ...]]) -> list[harness.Row]:
    def row(name: str, ours: int, theirs: int, target: str) -> harness.Row:
        middle = statistics.median(times[ours] for times in rounds)
        ratio = statistics.median(times[ours] / times[theirs] for times in rounds)
        return (f"PDF, {name} ({middle:.2f} s)", ratio, target)

    return [
        row("process started ahead / Chromium's cold print", 3, 0, "target ≤ 2"),
        row("process started ahead / Chromium's warm print", 3, 1, ""),
        row("first of a web process / Chromium's cold print", 2, 0, ""),
    ]


def _seconds(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _peak(call: Callable[[], None]) -> tuple[int, int]:
    """The highest sums, in KiB, of resident and proportional set sizes of what a call starts."""
    before, done, highest = set(_children(os.getpid())), threading.Event(), (0, 0)

    def watch() -> None:
        nonlocal highest
        while not done.wait(EVERY):
            sizes = [_sizes(pid) for pid in set(_children(os.getpid())) - before]
            resident, proportional = (sum(size[index] for size in sizes) for index in (0, 1))
            highest = max(highest[0], resident), max(highest[1], proportional)

    watcher = threading.Thread(target=watch)
    watcher.start()
    call()
    done.set()
    watcher.join()
    return highest


def _children(pid: int) -> list[int]:
    """Every process below one, by /proc."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    found, open_ = [], [pid]
    while open_:
        below = parents.get(open_.pop(), [])
        found += below
        open_ += below
    return found


def _sizes(pid: int) -> tuple[int, int]:
    """Resident and proportional set size; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0, 0
    sizes = {name: int(value.split()[0]) for name, value in (line.split(":") for line in lines)}
    return sizes["Rss"], sizes["Pss"]


def _second_download() -> harness.Row:
    from tests.factories import answer_all, make_assessment, make_user

    user: Any = make_user()
    assessment = make_assessment(owner=user)
    answer_all(assessment.respondents.get())
    path, browser = _stored(assessment), harness.Browser(user)
    bare.PAGES["pdf"] = browser.get(path)
    ratio, ours = harness.ratio(lambda: browser.get(path), lambda: browser.get("/bare/pdf/"))
    return (f"PDF, second download / bare view ({ours:.1f} ms)", ratio, "target ≤ 2")


def _stored(assessment: Any) -> str:
    """The address of an assessment's PDF that is stored already."""
    from assessments.actions import submit
    from reports.pdf.storage import make
    from reports.report import build
    from reports.source import source_of

    sealed, _now = submit(assessment=assessment)
    file = make(report=build(source_of(sealed)), assessment=sealed)
    return reverse("report-pdf", args=[sealed.pk, file.digest])
