"""Domains, rubrics, warning signs, business goals and KPIs."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from assessments.admin.base import SMALL_TEXT, ContentAdmin, DraftOnlyInline
from assessments.admin.fixed_rows import FixedRowsInline, StoredRowsFormSet
from assessments.admin.of_version import OfVersion, ReturnsToVersion
from assessments.admin.ordering import Ordered
from assessments.admin.relevance import RelevanceGrid
from assessments.admin.tabs import InLanguages
from assessments.admin.untranslated import ShowsUntranslated
from assessments.models import BusinessGoal, Domain, GoalRelevance, Kpi, Level, Rubric, WarningSign


class PartAdmin(OfVersion, Ordered, ShowsUntranslated, ContentAdmin):
    """A part with a position of its own in the version."""

    list_filter: ClassVar[tuple[str, ...]] = ("version__status", "version__framework")
    list_select_related: ClassVar[tuple[str, ...]] = ("version__framework",)
    ordering = ("version", "position", "pk")

    @admin.display(description=_("framework version"), ordering="version")
    def in_version(self, part: Any) -> str:
        return f"{part.version} ({part.version.get_status_display()})"


@admin.register(Domain)
class DomainAdmin(PartAdmin):
    list_display = ("name", "in_version", "weight", "number_of_questions")
    search_fields = ("slug", "name_en", "name_tr", "name_nl")
    fields = ("version", "position", "slug", "name", "question", "why", "weight")
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("name_en",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Domain]:
        return super().get_queryset(request).annotate(question_count=Count("questions"))

    @admin.display(description=_("questions"), ordering="question_count")
    def number_of_questions(self, domain: Any) -> str:
        url = reverse("admin:assessments_question_changelist")
        return format_html('<a href="{}?domain__id__exact={}">{}</a>', url, domain.pk, domain.question_count)


class LevelInline(InLanguages, DraftOnlyInline, TranslationStackedInline):
    """Levels are deleted on their own page, which lists the anchors that go with them."""

    model = Level
    formset = StoredRowsFormSet
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("rank", "name", "today", "risk", "improve_first")
    formfield_overrides = SMALL_TEXT

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("rubric__version")


@admin.register(Level)
class LevelAdmin(ReturnsToVersion, ContentAdmin):
    """Reached from its rubric; not listed on the admin's first page."""

    list_display = ("name", "rubric", "rank")
    list_select_related = ("rubric__version__framework",)
    ordering = ("rubric__version", "rubric__position", "rank")
    fields = LevelInline.fields

    def siblings_url(self, part: Level) -> str:
        return reverse("admin:assessments_rubric_change", args=[part.rubric_id])

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Rubric)
class RubricAdmin(PartAdmin):
    list_display = ("name", "in_version", "evidence_from")
    search_fields = ("slug", "name_en", "name_tr", "name_nl")
    fields = ("version", "position", "slug", "name", "evidence_from")
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("name_en",)}
    inlines = (LevelInline,)


@admin.register(WarningSign)
class WarningSignAdmin(PartAdmin):
    list_display = ("text", "in_version")
    search_fields = ("slug", "text_en", "text_tr", "text_nl")
    fields = ("version", "position", "slug", "text", "meaning", "domains")
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("text_en",)}

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs
        )


class GoalRelevanceInline(FixedRowsInline, DraftOnlyInline, admin.TabularInline):
    model = GoalRelevance
    fixed = "domain"
    fields = ("value",)
    can_delete = True

    def rows_for(self, obj: BusinessGoal | None) -> tuple[Domain, ...]:
        return tuple(obj.version.domains.all()) if obj is not None else ()

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("domain", "goal__version")
        return rows.order_by("domain__position", "pk")


@admin.register(BusinessGoal)
class BusinessGoalAdmin(RelevanceGrid, PartAdmin):
    list_display = ("name", "in_version", "unit", "direction")
    search_fields = ("slug", "name_en", "name_tr", "name_nl")
    fields = ("version", "position", "slug", "name", "smart", "metric", "unit", "direction", "levers")
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("name_en",)}
    inlines = (GoalRelevanceInline,)


@admin.register(Kpi)
class KpiAdmin(PartAdmin):
    list_display = ("name", "in_version", "domain", "rubric", "level", "kind")
    list_filter = (*PartAdmin.list_filter, "kind")
    list_select_related = ("version__framework", "level__rubric", "domain")
    search_fields = ("slug", "name_en", "name_tr", "name_nl", "domain__name_en")
    fields = ("version", "position", "slug", "name", "reveals", "hides", "kind", "level", "domain")
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("name_en",)}

    @admin.display(description=_("rubric"))
    def rubric(self, kpi: Kpi) -> str:
        return str(kpi.level.rubric)
