"""Frameworks and their versions: publish, retire, copy into a new draft, export."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from assessments.actions.framework import delete_draft
from assessments.admin.base import SMALL_TEXT, DraftOnly, SeenRowForm
from assessments.admin.checking import CheckAdmin
from assessments.admin.compare import CompareAdmin
from assessments.admin.fixed_content import SaysFixed, is_fixed, say_fixed
from assessments.admin.history import HistoryAdmin
from assessments.admin.importing import NEEDS as IMPORTING
from assessments.admin.importing import ImportAdmin
from assessments.admin.parameters import ParametersForm, PlainParameters
from assessments.admin.preview import PreviewAdmin
from assessments.admin.steps import NEW_DRAFT, PUBLISH, RETIRE, StepsAdmin, buttons, others_may
from assessments.admin.tabs import LanguageTabs
from assessments.framework_files import write
from assessments.framework_files.database import to_tree
from assessments.models import (
    BusinessGoal,
    Domain,
    Framework,
    FrameworkVersion,
    Kpi,
    Question,
    Rubric,
    WarningSign,
)

LISTED = (Domain, Question, Rubric, WarningSign, BusinessGoal, Kpi)


def _parts(version: FrameworkVersion) -> list[dict[str, Any]]:
    """Links to the lists of what a version holds."""
    return [
        {
            "name": model._meta.verbose_name_plural,
            "url": reverse(f"admin:assessments_{model._meta.model_name}_changelist")
            + f"?{'domain__version' if model is Question else 'version'}__id__exact={version.pk}",
        }
        for model in LISTED
    ]


@admin.register(Framework)
class FrameworkAdmin(CompareAdmin, ImportAdmin, HistoryAdmin, LanguageTabs, TranslationAdmin):
    """Frameworks come from files; their label can be changed here, and their versions found."""

    form = SeenRowForm
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

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"may_import": request.user.has_perm(IMPORTING)}
        return super().changelist_view(request, context | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        framework = kwargs.get("obj")
        if framework is not None:
            versions = with_counts(framework.versions.select_related("framework"))
            context |= {
                "may_import": request.user.has_perm(IMPORTING),
                "may_see_assessments": request.user.has_perm("assessments.view_assessment"),
                "versions": [
                    {"version": version, "state": state_words(version), "steps": buttons(request, version)}
                    for version in versions.order_by("-number")
                ],
            }
        return super().render_change_form(request, context, *args, **kwargs)


def with_counts(versions: QuerySet[FrameworkVersion]) -> QuerySet[Any]:
    """Adds how many assessments each version has, and whether it is the one that new ones use."""
    current = Q(pk__in=FrameworkVersion.objects.newest_published().order_by().values("pk"))
    return versions.annotate(
        assessment_count=Count("assessments"), is_current=ExpressionWrapper(current, BooleanField())
    )


def state_words(version: Any) -> str:
    return _("published, current") if version.is_current else str(version.get_status_display())


@admin.register(FrameworkVersion)
class FrameworkVersionAdmin(
    SaysFixed,
    StepsAdmin,
    CheckAdmin,
    HistoryAdmin,
    PreviewAdmin,
    DraftOnly,
    PlainParameters,
    admin.ModelAdmin,
):
    form = ParametersForm
    list_display = ("__str__", "state", "number_of_assessments", "created_at", "published_at")
    list_filter = ("status", "framework")
    list_select_related = ("framework",)
    search_fields = ("framework__slug", "framework__name_en")
    ordering = ("framework", "-number")
    fields = (
        "framework",
        "number",
        "state",
        "number_of_assessments",
        "created_at",
        "published_at",
        "sign_bonus",
        "weakest_bonus",
        "third_gap_share",
    )
    readonly_fields = (
        "framework",
        "number",
        "state",
        "number_of_assessments",
        "created_at",
        "published_at",
    )
    actions = ("publish_selected", "retire_selected", "copy_selected")
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FrameworkVersion]:
        return with_counts(super().get_queryset(request).select_related("framework"))

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, version: Any) -> str:
        return state_words(version)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        version = kwargs.get("obj")
        if version is not None:
            context |= {
                "steps": buttons(request, version),
                "others_may": others_may(request, version),
                "parts": _parts(version),
            }
        return super().render_change_form(request, context, *args, **kwargs)

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

    @admin.action(description=gettext_lazy("Publish the selected drafts"), permissions=["publish"])
    def publish_selected(
        self, request: HttpRequest, versions: QuerySet[FrameworkVersion]
    ) -> HttpResponse | None:
        return self.ask_or_take(request, versions, PUBLISH)

    @admin.action(description=gettext_lazy("Retire the selected versions"), permissions=["publish"])
    def retire_selected(
        self, request: HttpRequest, versions: QuerySet[FrameworkVersion]
    ) -> HttpResponse | None:
        return self.ask_or_take(request, versions, RETIRE)

    @admin.action(description=gettext_lazy("Make a new draft of the selected versions"), permissions=["copy"])
    def copy_selected(self, request: HttpRequest, versions: QuerySet[FrameworkVersion]) -> None:
        self.take(request, versions, NEW_DRAFT)

    def get_deleted_objects(self, objs: Iterable[FrameworkVersion], request: HttpRequest) -> Any:
        """Counts what goes with a draft, where Django would list each of some hundred rows."""
        versions = list(objs)
        if any(is_fixed(version) for version in versions):
            say_fixed(request)
        kept = [version for version in versions if not self.has_delete_permission(request, version)]
        counts = {
            model._meta.verbose_name_plural: model._default_manager.filter(
                **{f"{'domain__version' if model is Question else 'version'}__in": versions}
            ).count()
            for model in LISTED
        }
        forbidden = {FrameworkVersion._meta.verbose_name} if kept else set()
        return [str(version) for version in versions], counts, forbidden, []

    def delete_model(self, request: HttpRequest, obj: FrameworkVersion) -> None:
        delete_draft(version=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[FrameworkVersion]) -> None:
        for version in queryset:
            delete_draft(version=version)
