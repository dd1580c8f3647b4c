"""Publishing, retiring and renewing a version: from the list of versions, or from a version's own page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from assessments.actions import framework as actions
from assessments.admin.fault_words import describe
from assessments.framework_files import FrameworkFileError
from assessments.models import FrameworkVersion

Status = FrameworkVersion.Status


@dataclass(frozen=True)
class Step:
    """What can be done to a version in one of the states ``fits``; one with a ``warning`` is irreversible."""

    name: str
    act: Callable[..., FrameworkVersion]
    fits: tuple[str, ...]
    label: Any
    done: Any
    warning: Any = ""


PUBLISH = Step(
    "publish",
    actions.publish,
    (Status.DRAFT,),
    _("Publish"),
    _("%(version)s is published."),
    _("A published version can be answered from now on and never changes again. This cannot be undone."),
)
RETIRE = Step(
    "retire",
    actions.retire,
    (Status.PUBLISHED,),
    _("Retire"),
    _("%(version)s is retired."),
    _(
        "A retired version is not offered for new assessments any more; those made with it stay as they are. "
        "This cannot be undone."
    ),
)
NEW_DRAFT = Step(
    "new-draft",
    actions.new_draft,
    (Status.PUBLISHED, Status.RETIRED),
    _("Make a new draft"),
    _("%(version)s is a new draft."),
)
STEPS = (PUBLISH, RETIRE, NEW_DRAFT)


class StepsAdmin:
    """Mix-in for the admin of versions: list actions, and a page for each step."""

    def take(self, request: HttpRequest, versions: Iterable[Any], step: Step) -> FrameworkVersion | None:
        """Takes the step with each version, and says how it went. Gives the last version that came of it."""
        result = None
        for version in versions:
            try:
                result = step.act(version=version)
            except FrameworkFileError as error:
                messages.error(request, describe(version, error.faults, step.act is actions.publish))
            except ValueError as error:
                messages.error(request, f"{version}: {error}")
            else:
                said = step.done % {"version": result}
                messages.success(request, said)
                self.log_change(request, result, said)  # type: ignore[attr-defined]
        return result

    def steps_for(self, request: HttpRequest, version: FrameworkVersion) -> list[dict[str, Any]]:
        """The buttons on a version's page."""
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            return []
        return [
            {"label": step.label, "irreversible": bool(step.warning), "url": _url(step, version)}
            for step in STEPS
            if version.status in step.fits
        ]

    def get_urls(self) -> list[Any]:
        pages = [
            path(
                f"<uuid:version_id>/{step.name}/",
                self.admin_site.admin_view(self.step_view),  # type: ignore[attr-defined]
                {"step": step},
                name=f"assessments_frameworkversion_{step.name}",
            )
            for step in STEPS
        ]
        return [*pages, *super().get_urls()]  # type: ignore[misc]

    def step_view(self, request: HttpRequest, version_id: Any, step: Step) -> HttpResponse:
        """Asks before what cannot be undone; takes the step when posted."""
        version = self.get_object(request, str(version_id))  # type: ignore[attr-defined]
        if version is None or not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise Http404
        if request.method == "POST":
            result = self.take(request, [version], step) or version
            return redirect("admin:assessments_frameworkversion_change", result.pk)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": FrameworkVersion._meta,
            "version": version,
            "title": f"{step.label}: {version}",
            "label": step.label,
            "warning": step.warning,
        }
        return TemplateResponse(request, "admin/assessments/frameworkversion/confirm_step.html", context)


def _url(step: Step, version: FrameworkVersion) -> str:
    return reverse(f"admin:assessments_frameworkversion_{step.name}", args=[version.pk])
