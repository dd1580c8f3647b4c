"""LibreOffice opens the documents as they are, and makes PDFs of them with every section."""

import shutil
import subprocess
from pathlib import Path

import pikepdf

from tests.reports.roadmaps import make_aim, make_planned, source_with
from tests.reports.word_files import file_of, headings, opened, report_of

LANGUAGES = ("en", "tr", "nl")
SECONDS = 300


def converted(folder: Path, files: list[Path]) -> None:
    """All files at once; the program takes longer to start than to convert them."""
    office = shutil.which("soffice")
    assert office is not None, "LibreOffice is missing: sudo apt-get install libreoffice-writer-nogui"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )


def bookmarks(file: Path) -> list[str]:
    """The headings of a PDF, in order."""

    def below(items: list[pikepdf.OutlineItem]) -> list[str]:
        return [title for item in items for title in (item.title, *below(item.children))]

    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        return below(list(outline.root))


def test_word_becomes_a_pdf_with_every_heading_in_each_language(tmp_path: Path) -> None:
    wanted: dict[Path, list[str]] = {}
    source = source_with(make_planned(), goal=make_aim())
    for language in LANGUAGES:
        content = file_of(report_of(source, language=language))
        file = tmp_path / f"{language}.docx"
        file.write_bytes(content)
        wanted[file] = [text for _level, text in headings(opened(content))]
    converted(tmp_path, list(wanted))
    for file, texts in wanted.items():
        made = file.with_suffix(".pdf")
        assert bookmarks(made) == texts
