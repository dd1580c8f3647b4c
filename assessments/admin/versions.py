"""Frameworks and their versions: publish, retire, copy into a new draft, export."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.admin import TranslationAdmin

from assessments.actions import framework as actions
from assessments.admin.base import SMALL_TEXT, DraftOnly
from assessments.framework_files import FrameworkFileError, write
from assessments.framework_files.database import to_tree
from assessments.models import Framework, FrameworkVersion

MOST_FAULTS_SHOWN = 20
Action = Callable[..., FrameworkVersion]


@admin.register(Framework)
class FrameworkAdmin(TranslationAdmin):
    """Frameworks come from files; their label can be changed here."""

    list_display = ("name", "slug")
    search_fields = ("slug", "name_en", "name_tr", "name_nl")
    fieldsets = (
        (
            None,
            {
                "fields": ("slug", "name", "summary"),
                "description": gettext_lazy(
                    "Name and summary belong to the framework and not to a version. A change shows "
                    "everywhere at once, also where a published version is used."
                ),
            },
        ),
    )
    readonly_fields = ("slug",)
    formfield_overrides = SMALL_TEXT

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Framework | None = None) -> bool:
        return False


@admin.register(FrameworkVersion)
class FrameworkVersionAdmin(DraftOnly, admin.ModelAdmin):
    list_display = ("__str__", "status", "number_of_assessments", "created_at", "published_at")
    list_filter = ("status", "framework")
    list_select_related = ("framework",)
    search_fields = ("framework__slug", "framework__name_en")
    ordering = ("framework", "-number")
    fields = (
        "framework",
        "number",
        "status",
        "created_at",
        "published_at",
        "sign_bonus",
        "weakest_bonus",
        "third_gap_share",
    )
    readonly_fields = ("framework", "number", "status", "created_at", "published_at")
    actions = ("publish_selected", "retire_selected", "copy_selected")
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FrameworkVersion]:
        versions = super().get_queryset(request).select_related("framework")
        return versions.annotate(assessment_count=Count("assessments"))

    @admin.display(description=gettext_lazy("assessments"), ordering="assessment_count")
    def number_of_assessments(self, version: Any) -> int:
        count: int = version.assessment_count
        return count

    def get_urls(self) -> list[Any]:
        export = self.admin_site.admin_view(self.export)
        name = "assessments_frameworkversion_export"
        return [path("<uuid:version_id>/export/", export, name=name), *super().get_urls()]

    def export(self, request: HttpRequest, version_id: Any) -> HttpResponse:
        """The version as a framework file, to be saved."""
        version = self.get_object(request, str(version_id))
        if version is None or not self.has_view_permission(request, version):
            raise Http404
        file_name = f"{version.framework.slug}-{version.number}.yaml"
        return HttpResponse(
            write(to_tree(version)),
            content_type="application/yaml; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
        )

    @admin.action(description=gettext_lazy("Publish the selected drafts"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, versions: QuerySet[FrameworkVersion]) -> None:
        self._each(request, versions, actions.publish, _("%(version)s is published."))

    @admin.action(description=gettext_lazy("Retire the selected versions"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, versions: QuerySet[FrameworkVersion]) -> None:
        self._each(request, versions, actions.retire, _("%(version)s is retired."))

    @admin.action(
        description=gettext_lazy("Make a new draft of the selected versions"), permissions=["change"]
    )
    def copy_selected(self, request: HttpRequest, versions: QuerySet[FrameworkVersion]) -> None:
        self._each(request, versions, actions.new_draft, _("%(version)s is a new draft."))

    def _each(
        self, request: HttpRequest, versions: QuerySet[FrameworkVersion], act: Action, done: str
    ) -> None:
        for version in versions:
            try:
                result = act(version=version)
            except FrameworkFileError as error:
                self._show_faults(request, version, error.faults)
            except ValueError as error:
                messages.error(request, f"{version}: {error}")
            else:
                messages.success(request, done % {"version": result})
                self.log_change(request, result, done % {"version": result})

    def _show_faults(self, request: HttpRequest, version: FrameworkVersion, faults: list[str]) -> None:
        for fault in faults[:MOST_FAULTS_SHOWN]:
            messages.error(request, f"{version}: {fault}")
        more = len(faults) - MOST_FAULTS_SHOWN
        if more > 0:
            said = ngettext(
                "%(count)d more fault is not shown.", "%(count)d more faults are not shown.", more
            )
            messages.error(request, said % {"count": more})
