"""Editing the executive summary, beside what it was computed from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from assessments.access import visitor_of
from assessments.handing_back import typed_into
from assessments.models import Assessment
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from reports.builder.forms import query_of
from reports.builder.summaries import StaleSummaryError, kept_summary, save_summary, stale_parts
from reports.builder.summary_forms import SummaryForm
from reports.builder.views import fetch_run
from reports.models import ReportSummary
from reports.report import build
from reports.report.built_shapes import SummaryPart
from reports.source import source_of
from roadmaps.forms.summary import summary_of as problems_of


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part with its box. `was` is the computed text that a stale one goes by, "" unless it is stale;
    `mine` the text that is kept of it; `theirs` what somebody else made of it meanwhile, "" unless they did;
    `is_edited` whether the box holds another text than the computed one, saved or not.
    """

    part: SummaryPart
    box: Any
    was: str
    mine: str
    theirs: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed texts in one language, and what they were computed from."""

    assessment: Assessment
    language: str
    parts: tuple[SummaryPart, ...]

    @property
    def drafts(self) -> dict[str, str]:
        return {part.code: part.draft for part in self.parts}

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.drafts, sort_keys=True).encode()).hexdigest()


def _computed(request: HttpRequest, assessment: Assessment) -> Computed:
    """In the language that the address names, else in the report's."""
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = assessment.report_language
    with translation.override(language):
        report = build(source_of(assessment, opened=visitor_of(request).opened))
    return Computed(assessment, language, report.summary)


@typed_into(SummaryForm)
@READ_OR_POST
@not_stored
def summary(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The four parts, each as somebody edited it or as it is computed."""
    assessment = fetch_run(request, assessment_id)
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    computed = _computed(request, assessment)
    row = kept_summary(assessment, computed.language)
    if request.method != "POST":
        return _page(request, computed, row, SummaryForm(initial=_initial(computed, row)))
    form = SummaryForm(request.POST)
    if request.POST.get("take_saved", "") in computed.drafts:
        return _take_saved(request, computed, row, form)
    taken = request.POST.get("take", "")
    if taken in computed.drafts:
        form = _again(form, **{taken: computed.drafts[taken]})
    return _save(request, computed, form) if form.is_valid() else _page(request, computed, row, form)


def _initial(computed: Computed, row: ReportSummary | None) -> dict[str, Any]:
    texts = {**computed.drafts, **(row.texts if row else {})}
    return {**texts, "seen": row.version if row else 0, "computed": computed.digest}


def _take_saved(
    request: HttpRequest, computed: Computed, row: ReportSummary | None, form: SummaryForm
) -> HttpResponse:
    """The form as it was sent, but for one part, which is as it was saved meanwhile; nothing is saved yet."""
    taken = request.POST["take_saved"]
    saved = {**computed.drafts, **(row.texts if row else {})}[taken]
    form = _again(form, **{taken: saved, "seen": row.version if row else 0})
    return _page(request, computed, row, form, overtaken=True)


def _save(request: HttpRequest, computed: Computed, form: SummaryForm) -> HttpResponse:
    given = form.cleaned_data
    if given["computed"] != computed.digest:
        row = kept_summary(computed.assessment, computed.language)
        return _page(request, computed, row, _again(form, computed=computed.digest), recomputed=True)
    try:
        settled = request.POST.get("keep", "")
        _store(request, computed, seen=given["seen"], texts=given, settled=settled)
    except StaleSummaryError as stale:
        version = stale.current.version if stale.current else 0
        return _page(request, computed, stale.current, _again(form, seen=version), overtaken=True)
    messages.success(request, gettext("The summary was saved."))
    return redirect(request.get_full_path())


def _again(form: SummaryForm, **known: Any) -> SummaryForm:
    """The form as it was sent, which now knows of the other state."""
    data = cast(QueryDict, form.data).copy()
    for name, value in known.items():
        data[name] = str(value)
    return SummaryForm(data)


def _page(
    request: HttpRequest,
    computed: Computed,
    row: ReportSummary | None,
    form: SummaryForm,
    *,
    recomputed: bool = False,
    overtaken: bool = False,
) -> HttpResponse:
    problems = problems_of(form) if form.is_bound and not (recomputed or overtaken) else []
    context = {
        "assessment": computed.assessment,
        "row": row if row and row.texts else None,
        "rows": _rows(computed, row, form, overtaken=overtaken),
        "resubmitted": _was_resubmitted(computed.assessment, row),
        "form": form,
        "summary": problems,
        "language": computed.language,
        "languages": _languages(request, computed),
        "recomputed": recomputed,
        "overtaken": overtaken,
        "back": f"{reverse('build', args=[computed.assessment.pk])}?{_back(request, computed)}",
        "query": request.GET.urlencode(),
    }
    status = REFUSED if problems else STALE if recomputed or overtaken else 200
    return render(request, "reports/builder/summary.html", context, status=status)


def _was_resubmitted(assessment: Assessment, row: ReportSummary | None) -> bool:
    """Whether the assessment was submitted again after the summary was edited."""
    return (
        row is not None and assessment.submitted_at is not None and row.changed_at < assessment.submitted_at
    )


def _rows(
    computed: Computed, row: ReportSummary | None, form: SummaryForm, *, overtaken: bool
) -> list[PartRow]:
    stale = stale_parts(row, computed.drafts)
    kept: Mapping[str, str] = {**computed.drafts, **(row.texts if row else {})}
    bases: Mapping[str, str] = row.drafts if row else {}
    typed = {code: str(form[code].value() or "").replace("\r\n", "\n") for code in kept}
    return [
        PartRow(
            part=part,
            box=form[part.code],
            was=bases.get(part.code, "") if part.code in stale else "",
            mine=kept[part.code],
            theirs=kept[part.code] if overtaken and kept[part.code] != typed[part.code] else "",
            is_edited=typed[part.code] != part.draft,
        )
        for part in computed.parts
    ]


def _languages(request: HttpRequest, computed: Computed) -> list[tuple[str, str, str, bool]]:
    """Every language with its name in itself, its address, and whether it is the one shown."""
    found = []
    for code, name in settings.LANGUAGES:
        query = request.GET.copy()
        query["language"] = code
        found.append((code, str(name), f"?{query.urlencode()}", code == computed.language))
    return found


def _back(request: HttpRequest, computed: Computed) -> str:
    """The choices that the builder had, in the language of this summary."""
    query = request.GET.copy()
    query["language"] = computed.language
    return query_of(query)


@READ_OR_POST
@not_stored
def reset(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Puts the computed texts in the place of all that was edited, after a question."""
    assessment = fetch_run(request, assessment_id)
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    computed = _computed(request, assessment)
    row = kept_summary(assessment, computed.language)
    address = f"{reverse('build-summary', args=[assessment.pk])}?{request.GET.urlencode()}"
    if row is None or not row.texts:
        return redirect(address)
    if request.method != "POST":
        return _reset_page(request, computed, row, address)
    seen = request.POST.get("seen", "")
    try:
        texts = computed.drafts
        _store(request, computed, seen=int(seen) if seen.isdecimal() else 0, texts=texts)
    except StaleSummaryError as stale:
        return _reset_page(request, computed, stale.current or row, address, changed=True)
    messages.success(request, gettext("The summary is the computed one again."))
    return redirect(address)


def _reset_page(
    request: HttpRequest, computed: Computed, row: ReportSummary, address: str, *, changed: bool = False
) -> HttpResponse:
    context = {
        "assessment": computed.assessment,
        "row": row,
        "lost": [(part, row.texts[part.code]) for part in computed.parts if part.code in row.texts],
        "changed": changed,
        "language": computed.language,
        "address": address,
    }
    return render(request, "reports/builder/summary_reset.html", context, status=STALE if changed else 200)


def _store(
    request: HttpRequest, computed: Computed, *, seen: int, texts: Mapping[str, str], settled: str = ""
) -> None:
    try:
        save_summary(
            assessment=computed.assessment,
            language=computed.language,
            author=visitor_of(request).user,
            seen=seen,
            texts=texts,
            drafts=computed.drafts,
            settled=settled,
        )
    except ValueError:  # opened again meanwhile
        raise Http404 from None
