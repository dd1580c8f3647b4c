"""The charts as files: they stand alone, nothing overflows them, and only the report's readers get them."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree
from PIL import Image

from accounts.audit import Event
from accounts.models import AuditEvent
from assessments.actions import submit
from reports.charts.svg import FONT_SIZE, drawn_width
from reports.exports import charts
from reports.exports.charts_png import png_of
from reports.report import build
from reports.report.choices import BOARD, FULL
from reports.report.edition import Edition
from tests.factories import answer_all, make_assessment, make_user, make_version
from tests.reports.roadmaps import make_aim, make_planned, source_with
from tests.reports.sources import make_content, make_source
from tests.reports.svg_reading import read_svg

LONG = "Müşteri ilişkileri, örgütün iş birliği ve geleceği – ĳsvrije verkoopprocesontwikkeling " * 3
HOSTILE = "<script>alert(1)</script>\"'&<!--]]>{{ 7|add:7 }}%s\x0b\x1f\u202eabc"
UNBROKEN = "W" * 2000
ALL = ("radar", "claims", "gaps", "heatmap", "timeline", "goal")


def full(**fields):
    planned = make_planned()
    return build(source_with(planned, goal=make_aim(), **fields))


def renamed(name, columns=3):
    content = make_content((((1,) * columns),) * 4)
    domains = tuple(
        replace(one, name=name, questions=tuple(replace(asked, text=name) for asked in one.questions))
        for one in content.domains
    )
    levels = tuple(replace(one, name=name) for one in content.levels)
    content = replace(content, domains=domains, levels=levels, name=name)
    plan = make_planned(title=name, owner=name)
    return build(source_with(plan, goal=make_aim(name=name, metric=name), content=content))


@pytest.mark.once
def test_every_chart_stands_alone():
    report = full()
    assert charts.names_of(report) == ALL
    for name in ALL:
        read = read_svg(charts.svg_of(report, name))
        root = read.attributes[0]
        assert read.tags[:3] == ["svg", "title", "desc"]
        assert root["viewBox"] == f"0 0 {root['width']} {root['height']}"
        assert "Maturity Sans" in root["font-family"]
        assert not any({"class", "style"} & set(one) for one in read.attributes)
        assert "var(" not in charts.svg_of(report, name)


@pytest.mark.once
@pytest.mark.parametrize("name", [LONG, HOSTILE, UNBROKEN, "أهداف الفريق ובעלות"])
@pytest.mark.parametrize("columns", [1, 5, 14])
def test_texts_stay_within_the_picture_whatever_they_are(name, columns):
    report = renamed(name, columns)
    for chart in ALL:
        svg = charts.svg_of(report, chart)
        read = read_svg(svg)
        assert not {"script", "a", "image", "foreignObject", "style"} & set(read.tags)
        width, height = (float(value) for value in read.attributes[0]["viewBox"].split()[2:])
        assert height < 1500 + 30 * len(name) / 10, chart
        overflowing = [one for one in drawn_texts(svg) if one[0] < -2 or one[1] > width + 2]
        assert not overflowing, (chart, overflowing[:2])


def drawn_texts(svg: str) -> list[tuple[float, float, str]]:
    """From where to where each text runs, by the estimate that the charts reckon with, and the text."""
    root = etree.fromstring(svg)
    found: list[tuple[float, float, str]] = []

    def walk(element: etree._Element, shift: float) -> None:
        turned = element.get("transform", "")
        shift += float(turned.removeprefix("translate(").split()[0]) if turned else 0
        if element.tag.endswith("}text"):
            anchor, size = element.get("text-anchor", "start"), float(element.get("font-size", FONT_SIZE))
            for part in list(element) or [element]:
                wide = drawn_width(part.text or "") * size / FONT_SIZE
                start = float(part.get("x", "0")) + shift
                start -= {"start": 0, "middle": wide / 2, "end": wide}[anchor]
                found.append((start, start + wide, part.text or ""))
        for child in element:
            walk(child, shift)

    walk(root, 0.0)
    return found


@pytest.mark.once
def test_heatmap_tells_ratings_apart_without_colour():
    source = make_source(make_content(((1, 1, 1),), keys=["d1-q1"]), {"d1-q1": 4, "d1-q2": None, "d1-q3": 1})
    report = build(source)
    read = read_svg(charts.svg_of(report, "heatmap"))
    cells = [one for one in read.attributes if one.get("stroke-dasharray") == "4 3"]
    assert len(cells) == 1  # the unknown one
    assert {"4", "?", "1"} <= {text for _start, _end, text in drawn_texts(charts.svg_of(report, "heatmap"))}
    assert read.tags.count("path") == 2  # evidenced, and its word in the legend
    assert report.heatmap.takeaway in read.text


@pytest.mark.once
def test_charts_have_the_colour_of_the_report():
    plain, coloured = full(), full(accent="#7a1f5c")
    for name in ALL[:3]:
        assert "#0d5051" in charts.svg_of(plain, name)
    for name in ALL:
        assert "#0d5051" not in charts.svg_of(coloured, name)
    assert charts.svg_of(coloured, "heatmap") != charts.svg_of(plain, "heatmap")


@pytest.mark.once
def test_png_is_the_drawing_at_twice_its_size():
    svg = charts.svg_of(full(), "gaps")
    width = float(read_svg(svg).attributes[0]["width"])
    with Image.open(BytesIO(png_of(svg))) as picture:
        assert picture.width == pytest.approx(2 * width, abs=1)
        assert picture.getpixel((0, 0))[:3] == (255, 255, 255)
        assert len(picture.convert("L").getcolors()) > 3
    with Image.open(BytesIO(png_of(svg, width=200))) as small:
        assert small.width == 200


@pytest.mark.once
def test_archive_holds_the_charts_of_the_sections_and_is_the_same_each_time():
    source = source_with(make_planned(), goal=make_aim())
    report = build(source, Edition(choices=replace(FULL, sections=("heatmap", "gaps"))))
    written = charts.write(report)
    assert ZipFile(BytesIO(written)).namelist() == ["gaps.svg", "gaps.png", "heatmap.svg", "heatmap.png"]
    assert charts.write(report) == written
    assert charts.names_of(build(source, Edition(choices=BOARD))) == ("radar", "timeline")
    assert charts.names_of(build(source, Edition(choices=replace(FULL, sections=("method",))))) == ()


@pytest.mark.once
def test_chart_that_the_report_lacks_is_refused():
    with pytest.raises(KeyError):
        charts.svg_of(build(make_source()), "timeline")


@pytest.fixture
def sealed(db):
    assessment = make_assessment(make_version(), owner=make_user(), team="Satış ekibi")
    answer_all(assessment.respondents.get(is_opener=True))
    return submit(assessment=assessment)[0]


@pytest.fixture
def reader(sealed) -> Client:
    client = Client()
    client.force_login(sealed.owner)
    return client


def address(sealed, name="radar", ending="svg") -> str:
    return reverse("report-chart", args=[sealed.pk, name, ending])


@pytest.mark.django_db
def test_chart_is_an_attachment_without_rights_that_is_noted_once(sealed, reader):
    answer = reader.get(address(sealed))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith('attachment; filename="sales-maturity-satis-ekibi-')
    assert answer["Content-Disposition"].endswith("-radar.svg")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert read_svg(answer.content.decode()).tags[0] == "svg"
    reader.get(address(sealed))
    assert AuditEvent.objects.filter(code=Event.REPORT_DOWNLOADED).count() == 1


@pytest.mark.django_db
def test_chart_that_is_known_already_is_not_sent_again(sealed, reader):
    first = reader.get(address(sealed, ending="png"))
    assert first.content.startswith(b"\x89PNG")
    again = reader.get(address(sealed, ending="png"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "ending"), [("nothing", "svg"), ("radar", "gif"), ("timeline", "svg")])
def test_chart_that_there_is_not_is_not_found(sealed, reader, name, ending):
    assert reader.get(address(sealed, name, ending)).status_code == 404


@pytest.mark.django_db
def test_report_links_each_chart_that_it_shows(sealed, reader):
    page = reader.get(reverse("report", args=[sealed.pk])).content.decode()
    for name in ("radar", "claims", "gaps", "heatmap"):
        assert f'href="charts/{name}.svg"' in page
        assert f'href="charts/{name}.png"' in page
    assert 'href="charts/timeline.svg"' not in page
