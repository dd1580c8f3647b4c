"""A question with its anchors: one group of rows for each rubric, one row for each level."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from assessments.admin.base import SMALL_TEXT, ContentAdmin, DraftOnlyInline, OneVersionForm, SeenRowForm
from assessments.admin.fixed_rows import FixedRowsFormSet, FixedRowsInline
from assessments.admin.forms import needs_later
from assessments.admin.of_version import OfVersion
from assessments.admin.ordering import Ordered
from assessments.admin.tabs import InLanguages
from assessments.admin.untranslated import SOURCE, ShowsUntranslated
from assessments.models import Anchor, Level, Question, Rubric

EVIDENCE, STATEMENT = f"evidence_{SOURCE}", f"statement_{SOURCE}"


class QuestionForm(OneVersionForm):
    """A draft may still lack what its check asks for; the tabs mark it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if EVIDENCE in self.fields:
            needs_later(self.fields[EVIDENCE])


class AnchorForm(SeenRowForm):
    """Likewise; the highest level has no next step, so only one that is stored is shown, to be removed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if STATEMENT in self.fields:
            needs_later(self.fields[STATEMENT])

    def place(self, *, is_top: bool) -> None:
        """Says whether the anchor stands at the highest level of its rubric."""
        steps = [name for name in self.fields if name.startswith("next_step_")]
        if not is_top and steps:
            needs_later(self.fields[f"next_step_{SOURCE}"])
        elif is_top and not any(self[name].value() for name in steps):
            for name in steps:
                self.fields[name].widget = forms.HiddenInput()


class AnchorFormSet(FixedRowsFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        top = self.wanted[-1].pk if self.wanted else None
        form.place(is_top=form.instance.level_id == top)


class AnchorInline(InLanguages, FixedRowsInline, DraftOnlyInline, TranslationStackedInline):
    """The anchors of one rubric; see ``QuestionAdmin.get_inline_instances``."""

    model = Anchor
    form = AnchorForm
    formset = AnchorFormSet
    fixed = "level"
    fields = ("statement", "next_step")
    formfield_overrides = SMALL_TEXT
    explanation = _(
        "One statement for each level: what a respondent sees in a team of that level. "
        "The next step says what to do to reach the level above; the highest level has none."
    )
    rubric: Rubric

    def rows_for(self, obj: Question | None) -> tuple[Level, ...]:
        return tuple(self.rubric.levels.all())

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.help_text = ""  # said once, above the rows
        return field

    def get_queryset(self, request: HttpRequest) -> Any:
        anchors = super().get_queryset(request).filter(level__rubric=self.rubric)
        return anchors.select_related("level", "question__domain__version").order_by("level__rank")


@admin.register(Question)
class QuestionAdmin(OfVersion, Ordered, ShowsUntranslated, ContentAdmin):
    form = QuestionForm
    parent = "domain"
    stays = _("Questions stay in their domain; change the domain on the question's page.")
    alike: ClassVar[dict[str, tuple[str, ...]]] = {
        "domain__version__id__exact": ("version",),
        "domain__id__exact": ("version", "in_domain"),
    }
    list_display = ("text", "in_domain", "version", "weight", "key")
    list_filter = ("domain__version__status", "key", "domain__version__framework")
    list_select_related = ("domain__version__framework",)
    search_fields = ("slug", "text_en", "text_tr", "text_nl", "domain__name_en")
    ordering = ("domain__version", "domain__position", "domain_id", "position", "pk")
    # The one with a heading comes after the anchors; see the page's template.
    fieldsets = (
        (None, {"fields": ("domain", "text", "hint", "evidence")}),
        (
            _("How it counts and where it stands"),
            {"fields": ("key", "weight", "same_meaning", "slug", "position")},
        ),
    )
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("text_en",)}

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # A version's page leads to its own questions.
        return lookup == "domain__version__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("framework version"), ordering="domain__version")
    def version(self, question: Question) -> str:
        return f"{question.domain.version} ({question.domain.version.get_status_display()})"

    @admin.display(description=_("domain"), ordering="domain__position")
    def in_domain(self, question: Question) -> str:
        return str(question.domain)

    def get_inline_instances(self, request: HttpRequest, obj: Question | None = None) -> list[Any]:
        version = obj.domain.version if obj is not None else self.version_of_new(request)
        if version is None:
            return []
        inlines = []
        for rubric in version.rubrics.prefetch_related("levels"):
            inline = AnchorInline(self.model, self.admin_site)
            inline.rubric = rubric
            inline.verbose_name_plural = _("Anchors: %(rubric)s") % {"rubric": rubric}
            inlines.append(inline)
        return inlines
