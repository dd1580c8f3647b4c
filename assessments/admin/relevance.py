"""Goals × domains: how much each domain matters for each goal, on one page of a version."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from assessments.actions.relevance import set_relevances
from assessments.admin.fixed_content import lock_version, say_fixed
from assessments.admin.kept import Typed, kept_page
from assessments.admin.seen import SeenForm
from assessments.models import BusinessGoal, Domain, FrameworkVersion, GoalRelevance


class RelevanceForm(SeenForm, forms.Form):
    """A choice for each goal and domain of the version, in the order of the lists."""

    def __init__(self, version: FrameworkVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = list(BusinessGoal.objects.filter(version=version))
        self.domains = list(Domain.objects.filter(version=version))
        rows = GoalRelevance.objects.filter(goal__version=version)
        stored = {(row.goal_id, row.domain_id): row.value for row in rows}
        self.cells = [(goal.pk, domain.pk) for goal in self.goals for domain in self.domains]
        choices = [("", _("none")), *GoalRelevance._meta.get_field("value").flatchoices]
        for goal, domain in self.cells:
            field = forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False)
            field.widget.attrs["aria-labelledby"] = f"goal-{goal} domain-{domain}"
            field.initial = stored.get((goal, domain), "")
            self.fields[f"{goal}-{domain}"] = field
            field.show_hidden_initial = version.is_draft
            field.disabled = not version.is_draft

    def rows(self) -> list[tuple[BusinessGoal, list[Any]]]:
        return [(goal, [self[f"{goal.pk}-{domain.pk}"] for domain in self.domains]) for goal in self.goals]

    def values(self) -> dict[tuple[int, int], int | None]:
        """What was sent; a cell that was not is left out."""
        sent = [cell for cell in self.cells if "{}-{}".format(*cell) in self.data]
        return {cell: self.cleaned_data["{}-{}".format(*cell)] for cell in sent}


class RelevanceGrid:
    """Mix-in for the admin of business goals."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.relevance_view)  # type: ignore[attr-defined]
        page = path("relevance/<uuid:version_id>/", view, name="assessments_businessgoal_relevance")
        return [page, *super().get_urls()]  # type: ignore[misc]

    def relevance_view(self, request: HttpRequest, version_id: Any) -> HttpResponse:
        version = FrameworkVersion.objects.select_related("framework").filter(pk=version_id).first()
        may_change = self.has_change_permission(request)  # type: ignore[attr-defined]
        if version is None or not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise Http404
        if request.method == "POST":
            if not may_change:
                raise Http404
            return self._save(request, version)
        if not version.is_draft:
            say_fixed(request)
        return self._grid(request, version, RelevanceForm(version), may_save=may_change and version.is_draft)

    @transaction.atomic
    def _save(self, request: HttpRequest, stale: FrameworkVersion) -> HttpResponse:
        version = lock_version(stale)
        if version is None or not version.is_draft:
            typed = _typed(stale, request.POST)
            return kept_page(request, self.admin_site, version=version, typed=typed)  # type: ignore[attr-defined]
        form = RelevanceForm(version, request.POST)
        if not form.is_valid():
            return self._grid(request, version, form, may_save=True)
        set_relevances(version=version, values=form.values())
        messages.success(request, _("The relevance of the domains is saved."))
        return redirect(request.get_full_path())

    def _grid(
        self, request: HttpRequest, version: FrameworkVersion, form: RelevanceForm, *, may_save: bool
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": BusinessGoal._meta,
            "media": self.media,  # type: ignore[attr-defined]
            "version": version,
            "title": _("Relevance of the domains for the goals"),
            "subtitle": str(version),
            "form": form,
            "may_save": may_save,
        }
        status = 409 if form.conflicts else 400 if form.errors else 200
        return TemplateResponse(
            request, "admin/assessments/businessgoal/relevance.html", context, status=status
        )


def _typed(version: FrameworkVersion, data: QueryDict) -> list[Typed]:
    """The choices that differ from what the page showed."""
    form, found = RelevanceForm(version), []
    for goal, cells in form.rows():
        for domain, cell in zip(form.domains, cells, strict=True):
            chosen = data.get(cell.html_name)
            if chosen not in (None, data.get(cell.html_initial_name, "")):
                words = {str(key): str(label) for key, label in cell.field.choices}
                found.append(Typed(str(goal), str(domain), "", "", words.get(chosen, chosen)))
    return found
