"""The report builder: choosing, and looking at what the choices make."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext

from assessments.access import fetch, visitor_of
from assessments.models import Assessment
from assessments.views.common import READ_OR_POST, REFUSED, not_stored
from reports.builder.editions import material_of
from reports.builder.forms import (
    ChoicesForm,
    PresetForm,
    data_of,
    holds_choices,
    initial_of,
    moved,
    query_of,
)
from reports.builder.page import builder_page, preset_called
from reports.builder.presets import last_choices
from reports.exports import page
from reports.kept.forms import KeepForm
from reports.paper import paper
from reports.report.choices import FULL
from reports.source import RELATED, UNREAD
from roadmaps.forms.summary import summary_of as problems_of

STEPS = {"up": -1, "down": 1}


def fetch_run(request: HttpRequest, assessment_id: UUID) -> Assessment:
    """The assessment with what its report is made from, for who runs it."""
    return fetch(request, assessment_id, "run_by", related=RELATED, unread=UNREAD)


@READ_OR_POST
@not_stored
def build_report(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The choices: from the address, a preset, the form with one thing moved, or as they were built last."""
    assessment = fetch_run(request, assessment_id)
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    if request.method == "POST":
        return _posted(request, assessment)
    if holds_choices(request.GET):
        return builder_page(request, assessment, ChoicesForm(initial=initial_of(request.GET)))
    language, key = request.GET.get("language"), request.GET.get("preset")
    last = None if key else last_choices(visitor_of(request).user, assessment)
    if last is not None:
        last = replace(last, language=language) if language in dict(settings.LANGUAGES) else last
        return builder_page(request, assessment, ChoicesForm(initial=data_of(last)))
    form = _from_preset(request, key or FULL.preset, language or assessment.report_language)
    return builder_page(request, assessment, form)


def _posted(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """A button of the form that writes nothing: a preset, a move, or the way to the summary."""
    data = request.POST
    if data.get("go") == "summary":
        address = reverse("build-summary", args=[assessment.pk])
        return redirect(f"{address}?{query_of(data)}")
    if "choose" in data:
        form = _from_preset(request, data["choose"], data.get("language", ""))
    else:
        form = ChoicesForm(initial=_with_move(data))
    keeping = KeepForm(initial={"report_name": data.get("report_name", ""), "kinds": data.getlist("kinds")})
    naming = PresetForm(initial={"preset_name": data.get("preset_name", "")})
    return builder_page(request, assessment, form, keeping=keeping, naming=naming)


def _with_move(data: QueryDict) -> dict[str, object]:
    initial = initial_of(data)
    way, _colon, code = data.get("move", "").partition(":")
    if way in STEPS:
        initial["order"] = moved(initial["order"], code, STEPS[way])
    return initial


def _from_preset(request: HttpRequest, key: str, language: str) -> ChoicesForm:
    """The choices of the preset; the full report's, and a word about it, where it is gone or does not fit."""
    language = language if language in dict(settings.LANGUAGES) else (get_language() or "en")
    preset = preset_called(visitor_of(request).user, key, language)
    if preset is None:
        messages.warning(request, gettext("This preset is not there any more."))
    elif preset.choices is None:
        messages.warning(
            request,
            gettext(
                "This preset holds choices that do not exist any more, so it was not applied. Delete it and"
                " save a new one."
            ),
        )
    else:
        return ChoicesForm(initial=data_of(preset.choices))
    return ChoicesForm(initial={**data_of(FULL), "language": language})


@READ_OR_POST
@not_stored
def preview(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The paper that the choices make, for the frame beside them; nothing of it is kept."""
    assessment = fetch_run(request, assessment_id)
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    form = ChoicesForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _refused(request, form)
    visitor = visitor_of(request)
    choices = form.chosen()
    material = material_of(visitor.user, assessment, choices, opened=visitor.opened)
    report = material.report
    with translation.override(choices.language):
        body = page.write(report, material.pictures)
        return paper(
            request,
            title=f"{report.title}: {report.team}",
            language=report.language,
            accent=report.accent,
            body=body,
        )


def _refused(request: HttpRequest, form: ChoicesForm) -> HttpResponse:
    """The same frame with what is wrong in words."""
    problems = [message for _target, message in problems_of(form)]
    body = render_to_string("reports/builder/_refused.html", {"problems": problems})
    response = paper(
        request, title=gettext("No preview"), language=get_language() or "en", accent="", body=body
    )
    response.status_code = REFUSED
    return response
