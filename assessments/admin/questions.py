"""A question with its anchors: one group of rows for each rubric, one row for each level."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from assessments.admin.base import SMALL_TEXT, ContentAdmin, DraftOnlyInline
from assessments.admin.fixed_rows import FixedRowsInline
from assessments.admin.forms import LanguagesApart
from assessments.models import Anchor, Level, Question, Rubric


class AnchorInline(LanguagesApart, FixedRowsInline, DraftOnlyInline, TranslationStackedInline):
    """The anchors of one rubric; see ``QuestionAdmin.get_inline_instances``."""

    model = Anchor
    fixed = "level"
    fields = ("statement", "next_step")
    formfield_overrides = SMALL_TEXT
    rubric: Rubric

    def rows_for(self, obj: Question) -> tuple[Level, ...]:
        return tuple(self.rubric.levels.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        anchors = super().get_queryset(request).filter(level__rubric=self.rubric)
        return anchors.select_related("level", "question__domain__version").order_by("level__rank")


@admin.register(Question)
class QuestionAdmin(ContentAdmin):
    list_display = ("text", "domain", "version", "position", "weight", "key")
    list_filter = ("domain__version__status", "key", "domain__version__framework")
    list_select_related = ("domain__version__framework",)
    search_fields = ("slug", "text_en", "text_tr", "text_nl", "domain__name_en")
    ordering = ("domain__version", "domain__position", "position")
    fields = ("domain", "position", "slug", "text", "hint", "evidence", "weight", "key")
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("text_en",)}

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # A version's page leads to its own questions.
        return lookup == "domain__version__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("framework version"), ordering="domain__version")
    def version(self, question: Question) -> str:
        return f"{question.domain.version} ({question.domain.version.get_status_display()})"

    def get_inline_instances(self, request: HttpRequest, obj: Question | None = None) -> list[Any]:
        if obj is None:
            return []
        inlines = []
        for rubric in obj.domain.version.rubrics.prefetch_related("levels"):
            inline = AnchorInline(self.model, self.admin_site)
            inline.rubric = rubric
            inline.verbose_name_plural = _("Anchors: %(rubric)s") % {"rubric": rubric}
            inlines.append(inline)
        return inlines
