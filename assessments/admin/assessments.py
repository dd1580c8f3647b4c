"""Assessments to look at: who answers, what they answered and how often each answer was saved."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.models import Answer, Assessment, Respondent


class ReadOnly:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SubmittedFilter(admin.SimpleListFilter):
    title = _("submission")
    parameter_name = "submitted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Submitted")), ("no", _("Still open"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(submitted_at__isnull=self.value() == "no")


class VersionStatusFilter(admin.ChoicesFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("status of its version")


class RespondentInline(ReadOnly, admin.TabularInline):
    model = Respondent
    fields = ("name", "user", "function", "is_opener", "answers_given")
    readonly_fields = ("answers_given",)
    show_change_link = True

    @admin.display(description=_("answers"))
    def answers_given(self, respondent: Any) -> int:
        given: int = respondent.answer_count
        return given

    def get_queryset(self, request: HttpRequest) -> QuerySet[Respondent]:
        answered = Count("answers", filter=~Q(answers__state=Answer.State.BLANK))
        return super().get_queryset(request).select_related("user").annotate(answer_count=answered)


@admin.register(Assessment)
class AssessmentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("team", "organisation", "version", "rubric", "owner", "opened_at", "submitted_at")
    list_filter = (
        SubmittedFilter,
        "version__framework",
        ("version__status", VersionStatusFilter),
        ("organisation", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("organisation", "version__framework", "rubric", "owner")
    search_fields = ("team", "title", "organisation__name", "owner__email")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    show_facets = admin.ShowFacets.NEVER
    fields = (
        "team",
        "title",
        "organisation",
        "owner",
        "version",
        "rubric",
        "goal",
        "warning_signs",
        "previous",
        "opened_at",
        "submitted_at",
    )
    inlines = (RespondentInline,)
    # Working in the admin gives no right to anybody's report.
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        return super().get_queryset(request).select_related("version__framework", "goal", "previous")


class AnswerInline(ReadOnly, admin.TabularInline):
    model = Answer
    always = ("question", "state", "chosen", "reason", "note", "link", "dated", "revisions_kept")
    at_times = ("carried", "reworded")
    readonly_fields = (*always, *at_times)

    def get_fields(self, request: HttpRequest, obj: Respondent | None = None) -> tuple[str, ...]:
        """Of what only a next round has, the columns that say something."""
        answers = obj.answers if obj is not None else Answer.objects.none()
        return (*self.always, *(name for name in self.at_times if answers.filter(**{name: True}).exists()))

    @admin.display(description=_("level and statement"))
    def chosen(self, answer: Answer) -> str:
        if answer.level is None:
            return ""
        anchors = answer.question.anchors.all()
        said = next((anchor.statement for anchor in anchors if anchor.level_id == answer.level_id), "")
        return f"{answer.level}: {said}"

    @admin.display(description=_("times saved"))
    def revisions_kept(self, answer: Any) -> int:
        count: int = answer.revision_count
        return count

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        answers = super().get_queryset(request).select_related("question", "level")
        answers = answers.prefetch_related("question__anchors")
        ordered = answers.order_by("question__domain__position", "question__position", "pk")
        return ordered.annotate(revision_count=Count("revisions"))


@admin.register(Respondent)
class RespondentAdmin(ReadOnly, admin.ModelAdmin):
    """Reached from its assessment; not listed on the admin's first page."""

    fields = ("assessment", "name", "user", "function", "is_opener", "created_at")
    list_display = ("__str__", "assessment", "function")
    list_select_related = ("assessment",)
    search_fields = ("name", "user__email", "assessment__team")
    inlines = (AnswerInline,)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Respondent]:
        return super().get_queryset(request).select_related("assessment", "user")
