"""The report as data, by the published JSON Schema (schema/report-1.json): it can be imported again."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.models import Respondent
from reports.exports.data_report import report_data
from reports.report import Report
from reports.report.choices import ANSWERS, Choices
from reports.report.narrowing import narrowed
from reports.source import Answerer, Given, Source
from scoring import to_document

SCHEMA = Path(__file__).parent / "schema" / "report-1.json"
SCHEMA_ADDRESS = "/schema/report-1.json"
FORMAT, VERSION = "sales-maturity-report", 1


def write(report: Report, source: Source, choices: Choices) -> bytes:
    """UTF-8 JSON: what the report shows, the assessment where it may be told, and the scorer's result.

    The same report gives the same bytes, and numbers read the same in every language.
    """
    withheld = _withheld(report, source, choices)
    document = {
        "$schema": SCHEMA_ADDRESS,
        "format": FORMAT,
        "version": VERSION,
        "language": report.language,
        "report": report_data(report),
        "assessment": None if withheld else assessment_data(narrowed(source, choices)),
        "withheld": withheld,
        "result": to_document(source.result),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _withheld(report: Report, source: Source, choices: Choices) -> str:
    """Why the answers are not in the file, "" where they are."""
    if source.content.number is None:
        return _("This is a sample, not an assessment.")
    if source.names_hidden:
        return _("The respondents are anonymous: nobody gets to see the answers one by one.")
    told = any(section.code == ANSWERS for section in report.sections)
    if not (told and choices.answers and choices.evidence):
        return _("Whoever made this report left out the answers or their evidence.")
    if source.consensus and not choices.notes:
        return _("Whoever made this report left out the reasons for what the team agreed on.")
    return ""


def assessment_data(source: Source) -> dict[str, Any]:
    """What an import needs to make the same assessment again: no value of it depends on a language, but
    what people wrote.
    """
    return {
        "framework": source.content.framework,
        "framework_version": source.content.number,
        "rubric": source.content.rubric,
        "team": source.team,
        "title": source.title,
        "opened_at": source.opened_at.astimezone(UTC).isoformat(),
        "submitted_at": source.submitted_at.astimezone(UTC).isoformat(),
        "goal": source.goal,
        "warning_signs": sorted(source.signs),
        "responses": [_response(number, one, source) for number, one in enumerate(source.answerers, 1)],
        "consensus": {
            slug: {"level": agreed.level, "why": agreed.why} for slug, agreed in sorted(source.consensus)
        },
    }


def _response(number: int, answerer: Answerer, source: Source) -> dict[str, Any]:
    given = dict(answerer.answers)
    asked = [question.slug for domain in source.content.domains for question in domain.questions]
    return {
        "respondent": answerer.name or f"Respondent {number}",
        "function": _codes().get(answerer.function, ""),
        "answers": {slug: _answer(given[slug]) for slug in asked if slug in given},
    }


def _codes() -> dict[str, str]:
    """The functions by what they are called in any language."""
    codes: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            codes |= {str(function.label): function.value for function in Respondent.Function}
    return codes


def _answer(given: Given) -> dict[str, Any]:
    if given.level is not None:
        said: dict[str, Any] = {"level": given.level}
    elif given.state == "unknown":
        said = {"unknown": True}
    else:
        said = {"not_applicable": given.reason}
    evidence = {
        "note": given.note,
        "link": given.link,
        "dated": given.dated.isoformat() if given.dated else "",
    }
    evidence = {name: value for name, value in evidence.items() if value}
    return {**said, "evidence": evidence} if evidence else said
