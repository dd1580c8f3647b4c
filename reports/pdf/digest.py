"""One name for everything that a PDF shows, so that it is stored and found again under it."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.report import Report

ROOT = Path(__file__).resolve().parents[2]
# What turns a Report into a PDF besides the Report itself.
MAKERS = (
    "templates/reports/pdf/**/*.html",
    "static/css/pdf.css",
    "static/fonts/*.ttf",
    "reports/pdf/*.*",
    "reports/charts*.py",
    "reports/charts/*.py",
    "roadmaps/charts/*.py",
    "locale/**/*.po",
)


def digest_of(report: "Report", language: str) -> str:
    """The SHA-256, in hex, of the report, its language, and the templates, style and fonts that print it.

    A Report is nothing but frozen dataclasses, tuples, texts and numbers, so its ``repr`` says all of it,
    the same in every process.
    """
    return hashlib.sha256(f"{_makers()} {language} {report!r}".encode()).hexdigest()


@cache
def _makers() -> str:
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in _files():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for pattern in MAKERS:
        yield from sorted(ROOT.glob(pattern))
