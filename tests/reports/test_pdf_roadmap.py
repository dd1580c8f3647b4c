"""The roadmap in the PDF: titles, tags, alternative texts, and long texts within the limits."""

from dataclasses import replace
from itertools import cycle

from reports.pdf.document import to_html
from reports.pdf.process import render_pdf
from reports.report import build
from reports.sample import sample_report
from reports.source import Source
from roadmaps.plan import Swap
from tests.reports.pdf_files import bookmarks, elements, opened, sample_file
from tests.reports.roadmaps import NOON, make_aim, make_item, make_pilot, make_planned, make_week, source_with
from tests.reports.sources import make_content, make_source
from tests.reports.test_pdf_limits import LONGEST, NOTES


def html_of(source: Source) -> str:
    return to_html(build(source))


def test_pdf_without_a_roadmap_stays_as_it_is() -> None:
    html = html_of(make_source())
    assert 'data-bookmark="Gaps to close first"' in html
    assert 'id="initiatives"' not in html
    assert 'id="initiatives"' not in html
    assert "Scale, adjust or stop" in html
    assert "One owner, one metric, one weekly review" in html


def test_pdf_with_a_roadmap_has_no_fields_left_to_fill_in() -> None:
    html = html_of(source_with(make_planned(), goal=make_aim()))
    assert "Scale, adjust or stop" not in html
    assert 'data-bookmark="Gaps to close first"' in html
    assert html.index('id="gaps"') < html.index('id="initiatives"') < html.index('id="differences"')


def test_pdf_s_summary_says_where_the_roadmap_stands() -> None:
    html = html_of(source_with(make_planned(), goal=make_aim()))
    summary = html.partition('id="summary"')[2].partition("</section>")[0]
    assert "Where the roadmap stands" in summary
    assert "Raise the win rate" in summary
    assert "Running: 1 of 1. Done: 0." in summary
    assert "Where the roadmap stands" not in html_of(make_source())


def test_pdf_of_the_sample_shows_a_block_an_initiative_with_figures_that_speak() -> None:
    pdf, report = opened(sample_file()), sample_report()
    pages = dict(bookmarks(pdf))
    assert pages["Gaps to close first"] < pages["Roadmap"] < pages["Where you see it differently"]
    roadmap = report.roadmap
    assert roadmap is not None
    assert roadmap.goal is not None
    assert roadmap.timeline is not None
    spoken = [str(figure.Alt) for figure in elements(pdf) if figure.S == "/Figure"]
    assert f"{roadmap.goal.chart_title}. {roadmap.goal.takeaway}" in spoken
    assert f"{roadmap.timeline.title}. {roadmap.timeline.takeaway}" in spoken


def test_pdf_says_what_is_claimed_on_the_domain_s_page_and_at_the_initiative() -> None:
    item = make_item(reached=3, note="Minutes.", is_met=True)
    html = html_of(source_with(make_planned(state="done", ended_at=NOON, checklist=(item,))))
    claim = "Level\xa03 Managed claimed by the roadmap since 7 April 2026"
    assert html.count(claim) == 2


def test_longest_texts_of_a_full_roadmap_stay_whole_and_within_the_limits() -> None:
    notes = cycle(NOTES)
    content = make_content(((1,) * 5,) * 3)
    initiatives = tuple(
        make_planned(
            f"d{slot}",
            slot,
            title="W" * 200,
            owner="W" * 120,
            checklist=tuple(
                make_item(f"d{slot}-q{place}", reached=3, note=next(notes), is_met=True)
                for place in range(1, 6)
            ),
            pilots=(
                *(
                    make_pilot(
                        number,
                        segment="W" * 200,
                        decision="adjust",
                        reason=next(notes),
                        decided_by="x",
                        decided_at=NOON,
                    )
                    for number in range(1, 5)
                ),
                make_pilot(5),
            ),
            check_ins=tuple(make_week(number, line="W" * 200) for number in range(30)),
        )
        for slot in (1, 2, 3)
    )
    swap = Swap("d2", "d1", "W" * LONGEST, "x", NOON)
    aim = make_aim(name="W" * 200, why="W" * LONGEST, metric="W" * 300, owner="W" * 120)
    source = source_with(*initiatives, content=content, goal=aim, swaps=(swap,))
    html = html_of(source)
    whole = html.replace("\N{ZERO WIDTH SPACE}", "")  # where such words may be broken
    assert whole.count("W" * LONGEST) >= 2 + 6
    titles = [title for title, _page in bookmarks(opened(render_pdf(html)))]
    assert "Roadmap" in titles


def test_hostile_goal_and_titles_stay_text_in_the_pictures() -> None:
    hostile = '<script>alert(1)</script>\\1" onload=x'
    planned = make_planned(title=hostile, owner=hostile)
    html = html_of(source_with(planned, goal=make_aim(name=hostile, metric=hostile)))
    assert "<script" not in html
    assert html.count("<svg") == 5
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_roadmap_prints_in_the_organisation_s_colour() -> None:
    report = replace(build(source_with(make_planned(), goal=make_aim())), accent="#7a1f5c")
    timeline = to_html(report).partition('class="timeline"')[2].partition("</svg>")[0]
    assert "#7a1f5c" in timeline
    assert "#0d5051" not in timeline
