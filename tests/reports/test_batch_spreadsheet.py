"""The spreadsheet says what the reports say, in numbers, and opens every text as text."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import load_workbook

from reports.batches.rows import DomainRow, GapRow, Row, row_of
from reports.batches.spreadsheet import write_spreadsheet
from reports.report import build
from reports.source import source_of
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.reports.batches import sheets_of

RISKY = ("=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "  =1", "https://evil.example", "007")


@pytest.mark.django_db
def test_numbers_are_those_of_the_report(tmp_path: Path) -> None:
    organisation = make_organisation("Aker AS (fictional)", lead=make_user())
    sealed = make_sealed(
        {"d1-q1": 2, "d1-q2": 3, "d2-q1": 1, "d2-q2": 4},
        version=make_version(domains=2, questions=2),
        organisation=organisation,
        team="Field sales",
        title="Third quarter",
    )
    source = source_of(sealed)
    report = build(source)
    path = tmp_path / "levels.xlsx"
    write_spreadsheet(path, [row_of(sealed, report=report, source=source, file="a.pdf")])
    sheets = sheets_of(path.read_bytes())

    [row] = sheets["Assessments"]
    headline = report.headline
    levels = [row[f"Overall level {kind}"] for kind in ("claimed", "evidenced", "possible")]
    assert levels == [headline.level, headline.evidenced, headline.potential]
    assert row["Submitted"] == datetime.combine(sealed.submitted_at.astimezone(UTC).date(), time())
    assert [row[name] for name in ("Organisation", "Team", "Assessment", "File")] == [
        "Aker AS (fictional)",
        "Field sales",
        "Third quarter",
        "a.pdf",
    ]
    assert (row["Respondents"], row["Levels of the rubric"], row["Version"]) == (1, 4, 1)
    assert [
        (
            one["Domain"],
            one["Level claimed"],
            one["Level evidenced"],
            one["Level possible"],
            f"{one['Percent of the way to the next level']}%",
        )
        for one in sheets["Domains"]
    ] == [(one.name, one.level, one.evidenced, one.potential, one.progress_label) for one in report.domains]
    assert [
        (one["Number of the gap"], one["Domain"], one["From level"], one["To level"], one["Impact"])
        for one in sheets["Gaps"]
    ] == [(one.number, one.name, one.current, one.target, one.impact) for one in report.gaps]
    assert len(report.gaps) > 0


def hostile_row(text: str) -> Row:
    domain = DomainRow(name=text, claimed=1, evidenced=1, potential=4, progress=50, verdict=text)
    return Row(
        **dict.fromkeys(
            ("organisation", "team", "title", "file", "problem", "framework", "rubric", "verdict"), text
        ),
        submitted=date(2026, 11, 21),
        domains=(domain,),
        gaps=(GapRow(number=1, name=text, current=1, target=2, impact=1.5, finding=text),),
    )


def test_every_text_opens_as_text(tmp_path: Path) -> None:
    path = tmp_path / "levels.xlsx"
    write_spreadsheet(path, [hostile_row(text) for text in RISKY])
    book = load_workbook(path)
    for sheet in book:
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        assert not any(cell.hyperlink for cell in cells)
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        # A return is a line's end in XML, whoever writes it.
        assert {text.replace("\r", "_x000D_") for text in RISKY} >= {
            text.replace("\r", "_x000D_") for text in texts
        }
        assert all(
            cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))
        )
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
def test_sheets_have_names_that_excel_takes(tmp_path: Path, language: str) -> None:
    path = tmp_path / "levels.xlsx"
    with translation.override(language):
        write_spreadsheet(path, [])
    names = load_workbook(path).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
