"""What the sample's PDF is made of: tags, titles, bookmarks, pages."""

from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from django.utils import translation

from reports.pdf.document import to_html
from reports.pdf.process import render_pdf
from reports.sample import sample_report
from tests.reports.pdf_files import bookmarks, elements, opened, page, sample_file, sample_html

MOST_PAGES_BEFORE_APPENDIX = 15


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    return opened(sample_file())


def test_pdf_says_that_it_is_tagged_and_pdf_ua(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert "/Suspects" not in pdf.Root.MarkInfo


def test_pdf_names_title_and_language_and_no_author(pdf: pikepdf.Pdf) -> None:
    report = sample_report()
    assert pdf.Root.Lang == "en"
    assert pdf.docinfo["/Title"] == f"{report.title} — {report.team}"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert "/Author" not in pdf.docinfo
    assert pdf.docinfo["/CreationDate"] == f"D:{report.sealed_at[:10].replace('-', '')}"


def test_pdf_holds_nothing_that_runs_or_is_attached(pdf: pikepdf.Pdf) -> None:
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        assert key not in pdf.Root
    assert set(pdf.Root.Names.keys()) == {"/Dests"}


def test_pdf_has_one_title_and_headings_without_a_jump(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2:]) for e in elements(pdf) if str(e.S) in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pdf_tables_have_headers_and_their_cells_name_them(pdf: pikepdf.Pdf) -> None:
    tables = [e for e in elements(pdf) if e.S == "/Table"]
    assert len(tables) > 10
    for table in tables:
        kinds = [str(e.S) for e in _below(table)]
        assert "/TH" in kinds
        cells = [e for e in _below(table) if e.S == "/TD"]
        assert all(len(cell.A.Headers) > 0 for cell in cells)


def test_pdf_figures_have_an_alternative_text(pdf: pikepdf.Pdf) -> None:
    figures = [e for e in elements(pdf) if e.S == "/Figure"]
    report = sample_report()
    texts = [str(figure.Alt) for figure in figures]
    assert texts == [
        report.headline.answer,
        f"{report.profile.title}. {report.profile.takeaway}",
        f"{report.gap_chart.title}. {report.gap_chart.takeaway}",
        f"{report.roadmap.goal.chart_title}. {report.roadmap.goal.takeaway}",
        f"{report.roadmap.timeline.title}. {report.roadmap.timeline.takeaway}",
    ]


def test_pdf_annotations_print_and_belong_to_the_structure(pdf: pikepdf.Pdf) -> None:
    annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert annotations
    assert {int(annotation.F) for annotation in annotations} == {4}
    assert all("/StructParent" in annotation and "/Contents" in annotation for annotation in annotations)


def test_pdf_bookmarks_lead_to_every_section(pdf: pikepdf.Pdf) -> None:
    report = sample_report()
    titles = [title for title, _number in bookmarks(pdf)]
    assert titles == [
        "Executive summary",
        "Every practice at a glance",
        "Domain profile and gaps",
        *(f"{domain.number} {domain.name}" for domain in report.domains),
        "Gaps to close first",
        "Roadmap",
        "Where you see it differently",
        "Every answer with its evidence",
        "Method, respondents and limits",
    ]


def test_pdf_answers_on_page_one_after_the_cover_and_gives_each_domain_one_page(pdf: pikepdf.Pdf) -> None:
    pages = dict(bookmarks(pdf))
    domains = [pages[f"{domain.number} {domain.name}"] for domain in sample_report().domains]
    assert pages["Executive summary"] == 2
    assert domains == list(range(domains[0], domains[0] + len(domains)))
    assert pages["Gaps to close first"] == domains[-1] + 1


def test_longest_language_keeps_every_section_on_the_same_page() -> None:
    english = [page for _title, page in bookmarks(opened(sample_file()))]
    with translation.override("nl"):
        dutch = [page for _title, page in bookmarks(opened(render_pdf(to_html(sample_report()))))]
    before_the_roadmap = len(sample_report().domains) + 4
    assert dutch[:before_the_roadmap] == english[:before_the_roadmap]


def test_pdf_has_at_most_fifteen_pages_before_the_appendix(pdf: pikepdf.Pdf) -> None:
    before = dict(bookmarks(pdf))["Where you see it differently"] - 1
    assert before <= MOST_PAGES_BEFORE_APPENDIX


def test_fullest_domains_take_one_page_each() -> None:
    report = sample_report()
    blockers = [blocker for domain in report.domains for blocker in domain.blockers]
    longest = sorted(blockers, key=lambda blocker: -len(blocker.today + blocker.reach + blocker.next_step))
    proof = [item for domain in report.domains for item in domain.proof]
    counts = [(5, 5), (4, 2), (3, 3), (5, 0), (3, 0), (1, 0)]
    domains = tuple(
        replace(domain, blockers=tuple(longest[:most]), proof=tuple((proof * 5)[:unproven]))
        for domain, (most, unproven) in zip(report.domains, counts, strict=True)
    )
    pages = dict(bookmarks(opened(render_pdf(to_html(replace(report, domains=domains))))))
    first = pages[f"1 {domains[0].name}"]
    assert [pages[f"{domain.number} {domain.name}"] for domain in domains] == list(range(first, first + 6))
    assert pages["Gaps to close first"] == first + 6


def test_pdf_embeds_our_own_fonts_only(pdf: pikepdf.Pdf) -> None:
    names = {
        str(font.BaseFont).split("+")[-1] for sheet in pdf.pages for font in sheet.Resources.Font.values()
    }
    assert {name.rsplit("-Semi", 1)[0] for name in names} <= {
        "Maturity-Sans",
        "Maturity-Serif",
        "Maturity-Serif-Italic",
    }


def test_pdf_is_the_same_byte_for_byte() -> None:
    assert render_pdf(sample_html()) == sample_file()


def test_pdf_of_another_text_has_another_identifier() -> None:
    first, second = (opened(render_pdf(page(f"<p>{text}</p>"))) for text in ("One", "Two"))
    assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


def _below(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    found: list[pikepdf.Dictionary] = []
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *_below(kid)]
    return found
