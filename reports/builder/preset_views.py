"""Saving the builder's choices under a name, and deleting what was saved."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.models import User
from assessments.access import refuse, visitor_of
from assessments.models import Assessment
from assessments.views.common import READ_OR_POST, REFUSED, not_stored
from reports.builder.forms import ChoicesForm, PresetForm
from reports.builder.page import builder_page
from reports.builder.presets import MOST, NameTakenError, TooManyPresetsError, delete_preset, save_preset
from reports.builder.views import fetch_run
from reports.kept.forms import KeepForm
from reports.models import ReportPreset


def _fetch(request: HttpRequest, assessment_id: UUID) -> tuple[Assessment, User]:
    """The sealed assessment and who is signed in; presets need an account."""
    assessment, visitor = fetch_run(request, assessment_id), visitor_of(request)
    if visitor.user is None or not assessment.is_sealed:
        refuse(visitor)
    return assessment, visitor.user


@require_POST
@not_stored
def save(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Saves the choices, then shows them as the preset that they are now."""
    assessment, user = _fetch(request, assessment_id)
    form, naming = ChoicesForm(request.POST), PresetForm(request.POST)
    if form.is_valid() and naming.is_valid():
        name = naming.cleaned_data["preset_name"]
        try:
            saved = save_preset(user=user, name=name, choices=form.chosen())
        except NameTakenError:
            naming.add_error("preset_name", gettext("You have a preset of this name. Choose another."))
        except TooManyPresetsError:
            message = gettext("%(count)d presets are the most. Delete one that you no longer need.")
            naming.add_error("preset_name", message % {"count": MOST})
        else:
            messages.success(request, gettext("The preset was saved."))
            return redirect(f"{reverse('build', args=[assessment.pk])}?preset={saved.pk}")
    keeping = KeepForm(
        initial={
            "report_name": request.POST.get("report_name", ""),
            "kinds": request.POST.getlist("kinds"),
        }
    )
    return builder_page(request, assessment, form, keeping=keeping, naming=naming, status=REFUSED)


@READ_OR_POST
@not_stored
def delete(request: HttpRequest, assessment_id: UUID, preset_id: UUID) -> HttpResponse:
    """Deletes one of one's own presets, after a question."""
    assessment, user = _fetch(request, assessment_id)
    preset = ReportPreset.objects.filter(user=user, pk=preset_id).first()
    if preset is None:
        raise Http404
    if request.method != "POST":
        return render(
            request, "reports/builder/preset_delete.html", {"assessment": assessment, "preset": preset}
        )
    delete_preset(user=user, pk=preset_id)
    messages.success(request, gettext("The preset was deleted."))
    return redirect("build", assessment.pk)
