"""Publishing, retiring and renewing a version: from the list of versions, or from a version's own page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.actions import framework as actions
from assessments.admin.checking import heading, report_of
from assessments.admin.fault_words import describe
from assessments.framework_files import FrameworkFileError
from assessments.models import FrameworkVersion

Status = FrameworkVersion.Status
PUBLISHING, ADDING = "assessments.publish_frameworkversion", "assessments.add_frameworkversion"


@dataclass(frozen=True)
class Step:
    """What can be done to a version in one of the states ``fits``, with the permission ``needs``.

    One with a ``warning`` is irreversible and asks first. ``others`` says who may take it, to an editor who
    may not.
    """

    name: str
    act: Callable[..., FrameworkVersion]
    fits: tuple[str, ...]
    needs: str
    label: Any
    done: Any
    warning: Any = ""
    others: Any = ""

    def label_for(self, version: FrameworkVersion) -> str:
        """What its button says; a draft is there already where a draft is copied."""
        copies = self.act is actions.new_draft and version.is_draft
        return gettext("Copy as another draft") if copies else str(self.label)


PUBLISH = Step(
    "publish",
    actions.publish,
    (Status.DRAFT,),
    PUBLISHING,
    _("Publish"),
    _("%(version)s is published."),
    _("A published version can be answered from now on and never changes again. This cannot be undone."),
    _("A rubric publisher can publish this version."),
)
RETIRE = Step(
    "retire",
    actions.retire,
    (Status.PUBLISHED,),
    PUBLISHING,
    _("Retire"),
    _("%(version)s is retired."),
    _(
        "A retired version is not offered for new assessments any more; those made with it stay as they are. "
        "This cannot be undone."
    ),
    _("A rubric publisher can retire this version."),
)
NEW_DRAFT = Step(
    "new-draft",
    actions.new_draft,
    (Status.DRAFT, Status.PUBLISHED, Status.RETIRED),
    ADDING,
    _("Make a new draft"),
    _("%(version)s is a new draft."),
)
STEPS = (PUBLISH, RETIRE, NEW_DRAFT)


def buttons(request: HttpRequest, version: FrameworkVersion) -> list[dict[str, Any]]:
    """The steps that this visitor may take with a version now."""
    return [
        {"label": step.label_for(version), "irreversible": bool(step.warning), "url": url_of(step, version)}
        for step in STEPS
        if version.status in step.fits and request.user.has_perm(step.needs)
    ]


def others_may(request: HttpRequest, version: FrameworkVersion) -> str:
    """Who may publish a draft, where this visitor may not; empty otherwise."""
    return "" if not version.is_draft or request.user.has_perm(PUBLISHING) else str(PUBLISH.others)


def _only_others(step: Step) -> str:
    """Raises Http404 where nobody in particular may."""
    if not step.others:
        raise Http404
    return str(step.others)


def _too_late(version: FrameworkVersion) -> str:
    return gettext("Only a published version can be retired.") if version.is_draft else heading(version, 0)


def url_of(step: Step, version: FrameworkVersion) -> str:
    return reverse(f"admin:assessments_frameworkversion_{step.name}", args=[version.pk])


class StepsAdmin:
    """Mix-in for the admin of versions: list actions, and a page for each step."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Asked by the list actions that publish and retire."""
        return request.user.has_perm(PUBLISHING)

    def has_copy_permission(self, request: HttpRequest) -> bool:
        """Asked by the list action that makes new drafts."""
        return request.user.has_perm(ADDING)

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
            except FrameworkVersion.DoesNotExist:
                messages.error(request, gettext("%(version)s was deleted meanwhile.") % {"version": version})
            else:
                messages.success(request, step.done % {"version": result})
        return result

    def ask_or_take(self, request: HttpRequest, versions: Iterable[Any], step: Step) -> HttpResponse | None:
        """For a list action: takes the step once it was confirmed, else asks."""
        if "confirmed" in request.POST:
            self.take(request, versions, step)
            return None
        context = self._context(request, step) | {
            "title": step.label,
            "versions": list(versions),
            "action": request.POST.get("action"),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/assessments/frameworkversion/confirm_several.html", context)

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
        if version is None or not self.has_view_permission(request, version):  # type: ignore[attr-defined]
            raise Http404
        if not request.user.has_perm(step.needs):
            return self._step_page(request, version, step, refusal=_only_others(step), status=403)
        if request.method == "POST":
            result = self.take(request, [version], step) or version
            return redirect("admin:assessments_frameworkversion_change", result.pk)
        if version.status not in step.fits:
            return self._step_page(request, version, step, refusal=_too_late(version))
        return self._step_page(request, version, step)

    def _step_page(
        self,
        request: HttpRequest,
        version: FrameworkVersion,
        step: Step,
        *,
        refusal: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Asks, or says why the step cannot be taken."""
        context = self._context(request, step) | {
            "version": version,
            "title": f"{step.label_for(version)}: {version}",
            "label": step.label_for(version),
            "report": report_of(version) if step is PUBLISH and not refusal else None,
            "refusal": refusal,
        }
        page = "admin/assessments/frameworkversion/confirm_step.html"
        return TemplateResponse(request, page, context, status=status)

    def _context(self, request: HttpRequest, step: Step) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": FrameworkVersion._meta,
            "label": step.label,
            "warning": step.warning,
        }
