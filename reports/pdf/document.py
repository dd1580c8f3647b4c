"""The HTML that becomes the PDF, made from a Report and nothing else."""

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import pgettext

from reports.pdf.breaks import breakable
from reports.pdf.colours import palette_of
from reports.pdf.figures import figures_of
from reports.pdf.pictures import address_of
from reports.report.choices import COVER

if TYPE_CHECKING:
    from reports.exports.forms import Pictures
    from reports.report import Domain, DomainAnswers, Report

# The most rows of a density; a blocker is about as high as two practices that are to be proven, and higher
# where the longest of its texts has many characters.
DENSITIES = (("roomy", 3), ("normal", 6), ("dense", 10))
ROW_CHARACTERS = 84
# Of the practices of a domain in one row's height; and the most rows of a page with all of its practices.
PRACTICE_CHARACTERS, ROOM = 55, 11.5
# The most characters on top of each other that a page holds in its usual type.
HEATMAP_CHARACTERS, OUTLOOK_CHARACTERS = 1500, 420
# The first page in its usual type, and in smaller ones; a head instead of a cover takes part of it.
SUMMARY_DENSITIES = (("normal", 1600), ("dense", 1950), ("packed", 2300))
ROADMAP_CHARACTERS, HEAD_CHARACTERS = 150, 300
# The lines of a disclaimer that a cover has room for, and the characters of a line.
COVER_LINES, COVER_LINE = 10, 125
# Where lower case depends on the language, and letters that are no plain letter with a mark.
CAPITALS = str.maketrans({"İ": "i"})
TURKISH_CAPITALS = str.maketrans({"İ": "i", "I": "ı"})
PLAIN_LETTERS = str.maketrans({"ı": "i", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})


def to_html(report: "Report", *, pictures: "Pictures | None" = None) -> str:
    """The whole document in the active language, which has to be the report's."""
    return breakable(render_to_string("reports/pdf/report.html", context_of(report, pictures)))


def context_of(report: "Report", pictures: "Pictures | None" = None) -> dict[str, Any]:
    """What the templates print: the report, its sections in their order, and its pictures."""
    palette = palette_of(report.accent)
    return {
        "report": report,
        "sections": [(one, f"reports/pdf/_{one.code}.html") for one in report.sections],
        "has": {one.code for one in report.sections},
        "parts": {part.code: part for part in report.summary},
        "action_rows": range(report.worksheet.rows),
        "logo": address_of(pictures.organisation) if pictures and pictures.organisation else "",
        "sender_logo": address_of(pictures.consultancy) if pictures and pictures.consultancy else "",
        "disclaimer_last": _is_last(report),
        "palette": palette,
        "figures": figures_of(report, palette.accent if palette else ""),
        "summary_density": _summary_density(report),
        "full_outlook": sum(map(len, report.outlook.evidence)) > OUTLOOK_CHARACTERS,
        "full_heatmap": _heatmap_length(report) > HEATMAP_CHARACTERS,
        "pages": _pages(report),
    }


def _is_last(report: "Report") -> bool:
    """Whether the disclaimer ends the report: there is no cover, or it has no room for so many lines."""
    text = report.letterhead.disclaimer if report.letterhead else ""
    lines = sum(len(line) // COVER_LINE + 1 for line in text.splitlines())
    return lines > 0 and (lines > COVER_LINES or not _has_cover(report))


def _has_cover(report: "Report") -> bool:
    return any(section.code == COVER for section in report.sections)


def _pages(report: "Report") -> list[tuple["Domain", "DomainAnswers", str, bool, str]]:
    """Each domain with its practices, how tightly it is set, whether its page has room for them, and what
    it claims above its proof.
    """
    unproven = {proof.domain: proof.sentence for proof in report.proofs}
    found = []
    for domain, practices in zip(report.domains, report.answers, strict=True):
        room = _has_room(domain, practices)
        tightness = "dense" if room else density(domain)
        found.append((domain, practices, tightness, room, unproven.get(domain.slug, "")))
    return found


def _has_room(domain: "Domain", practices: "DomainAnswers") -> bool:
    """For the table of where each practice stands, in dense type."""
    texts = sum(max(len(one.statement) / 2, len(one.text)) for one in practices.questions)
    more = sum(map(bool, (domain.change, domain.claim, domain.seen_differently, domain.explanation)))
    return _rows(domain) + more + texts / PRACTICE_CHARACTERS <= ROOM and not domain.remarks


def density(domain: "Domain") -> str:
    """How tightly a domain is set to stay on one page: "roomy", "normal", "dense" or "packed"."""
    rows = _rows(domain)
    return next((name for name, most in DENSITIES if rows <= most), "packed")


def _rows(domain: "Domain") -> float:
    longest = [max(map(len, (one.today, one.reach, one.next_step))) for one in domain.blockers]
    return max(2 * len(longest), sum(longest) / ROW_CHARACTERS) + len(domain.proof) + bool(domain.proof)


def _summary_density(report: "Report") -> str:
    """ "normal", "dense", "packed" or "tiny"; very long texts of somebody’s flow on to a second page."""
    length = _summary_length(report)
    return next((name for name, most in SUMMARY_DENSITIES if length <= most), "tiny")


def _summary_length(report: "Report") -> int:
    answer, parts = report.headline, {part.code: part.text for part in report.summary}
    above = (answer.meaning, answer.count, answer.left_out, answer.disagreement)
    beside_figures = (answer.why, parts["change"], parts["next_step"], report.who_answered)
    strengths = [
        strength.text + strength.domain + strength.level_label + strength.evidence
        for strength in report.strengths
    ]
    gaps = [gap.title + gap.reach + gap.proof for gap in report.gaps]
    columns = (sum(map(len, [*strengths, parts["strengths"]])), sum(map(len, [*gaps, parts["gaps"]])))
    words = sum(map(len, (*above, *beside_figures))) + max(columns) + _roadmap_length(report)
    said = sum(len(remark.text) + ROADMAP_CHARACTERS for remark in report.summary_remarks)
    return words + said + (0 if _has_cover(report) else HEAD_CHARACTERS)


def _roadmap_length(report: "Report") -> int:
    """Of the block on the roadmap, with its heading and its edges."""
    roadmap = report.roadmap
    if roadmap is None:
        return 0
    return ROADMAP_CHARACTERS + len(roadmap.takeaway) + len(roadmap.goal.name if roadmap.goal else "")


def _heatmap_length(report: "Report") -> int:
    rows = [max((len(cell.text) for cell in row.cells), default=0) for row in report.heatmap.rows]
    typical = len(report.headline.risk) + len(report.headline.improve_first)
    return sum(rows) + sum(len(level.today) for level in report.levels) + typical


def file_name(report: "Report") -> str:
    """ "sales-maturity-field-sales-2026-11-21.pdf", begun in the active language, which has to be the
    report's; a team's name keeps its own letters.
    """
    begun = pgettext("beginning of a file name", "sales-maturity")
    names = [_lower(name, report.language) for name in (begun, report.team)]
    parts = [*(slugify(name, allow_unicode=True) for name in names), report.sealed_at[:10]]
    return "-".join(part for part in parts if part) + ".pdf"


def plain_file_name(name: str) -> str:
    """The same in ASCII, for programs that know nothing else: "satis-olgunlugu-saha-2026-11-21.pdf"."""
    stem, _dot, ending = name.rpartition(".")
    return f"{slugify(stem.translate(PLAIN_LETTERS))}.{ending}"


def _lower(text: str, language: str) -> str:
    return text.translate(TURKISH_CAPITALS if language == "tr" else CAPITALS)
