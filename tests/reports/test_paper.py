"""A built report on the screen: what its page may do, and what it shows."""

from dataclasses import replace

import pytest
from django.test import RequestFactory

from reports.exports import page
from reports.exports.forms import Pictures
from reports.paper import framing, paper
from reports.pdf.pictures import address_of
from reports.report.edition import Letterhead
from reports.sample import sample_report

PNG = b"\x89PNG\r\n\x1a\nno more of it"

pytestmark = pytest.mark.once


def shown(rf: RequestFactory, body: str, accent: str = "#7a1fa2") -> str:
    request = rf.get("/")
    request.csp_nonce = "abc"  # type: ignore[attr-defined]
    response = paper(request, title="Report <3>", language="nl", accent=accent, body=body)
    return response.content.decode()


def test_paper_is_a_page_in_the_reports_language_and_colour(rf: RequestFactory) -> None:
    html = shown(rf, "<p>Body</p>")
    assert '<html lang="nl">' in html
    assert "<title>Report &lt;3&gt;</title>" in html
    assert "<main><p>Body</p></main>" in html
    assert '<style nonce="abc">' in html
    assert "color: #7a1fa2" in html
    assert "<script" not in html
    assert "<style" not in shown(rf, "", accent="red}</style><script>")


def test_paper_is_framed_by_our_pages_alone_and_kept_by_nobody(rf: RequestFactory) -> None:
    response = paper(rf.get("/"), title="", language="en", accent="", body="")
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    rules = response._csp_replace  # type: ignore[attr-defined]
    assert rules["frame-ancestors"] == ["'self'"]
    assert rules["script-src"] is None
    assert framing(response)._csp_update == {"frame-src": ["'self'"]}  # type: ignore[attr-defined]


def test_page_holds_the_sections_in_their_order_and_no_other() -> None:
    report = sample_report()
    chosen = tuple(one for one in reversed(report.sections) if one.code in {"summary", "heatmap", "method"})
    html = page.write(replace(report, sections=chosen), Pictures())
    places = [html.index(f'id="{code}"') for code in ("method", "heatmap", "summary")]
    assert places == sorted(places)
    assert html.count("<section") == len(chosen)
    assert html.count("<h1") == 1
    assert 'href="#differences"' not in html
    assert "<!DOCTYPE" not in html


def test_page_holds_the_logos_that_it_is_given() -> None:
    report = replace(sample_report(), letterhead=Letterhead(name="Example & Partners"))
    html = page.write(report, Pictures(consultancy=PNG))
    assert f'<img src="{address_of(PNG)}" alt="Example &amp; Partners">' in html
    assert "<img" not in page.write(report, Pictures())
