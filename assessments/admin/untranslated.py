"""How much of a part is not translated yet: a column and a filter of the lists, counted by the database."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from assessments.models import Anchor, Level, Question, Rubric

SOURCE, *OTHERS = [code for code, _name in settings.LANGUAGES]
# Texts that are edited on the page of what they belong to count there.
BELOW: dict[Any, tuple[Any, str]] = {Question: (Anchor, "question"), Rubric: (Level, "rubric")}


def lacking(name: str, language: str) -> Q:
    """The text says something in the first language and nothing in this one."""
    empty = Q(**{f"{name}_{language}": ""}) | Q(**{f"{name}_{language}__isnull": True})
    return empty & Q(**{f"{name}_{SOURCE}__gt": ""})


def _count(model: Any, language: str) -> Any:
    one = [
        Case(When(lacking(name, language), then=Value(1)), default=Value(0), output_field=IntegerField())
        for name in translator.get_options_for_model(model).all_fields
    ]
    return sum(one[1:], start=one[0])


def _count_below(model: Any, language: str) -> Any:
    below, parent = BELOW[model]
    rows = below.objects.filter(**{parent: OuterRef("pk")}).order_by().values(parent)
    return Coalesce(Subquery(rows.annotate(lacks=Sum(_count(below, language))).values("lacks")), 0)


def with_untranslated(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Adds ``untranslated_tr`` and so on: how many texts of the row lack that language."""
    model = rows.model
    for language in OTHERS:
        count = _count(model, language)
        rows = rows.annotate(**{f"untranslated_{language}": count})
        if model in BELOW:
            both = F(f"untranslated_{language}") + _count_below(model, language)
            rows = rows.annotate(**{f"untranslated_{language}": both})
    return rows


class UntranslatedFilter(admin.SimpleListFilter):
    title = _("untranslated texts")
    parameter_name = "untranslated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, name) for code, name in settings.LANGUAGES if code in OTHERS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return (
            queryset.filter(**{f"untranslated_{self.value()}__gt": 0}) if self.value() in OTHERS else queryset
        )


class ShowsUntranslated:
    """Mix-in for the admin of a part."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_untranslated(super().get_queryset(request))  # type: ignore[misc]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        name, *others = super().get_list_display(request)  # type: ignore[misc]
        return [name, "untranslated", *others]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), UntranslatedFilter]  # type: ignore[misc]

    @admin.display(description=_("untranslated"), empty_value="–")
    def untranslated(self, part: Any) -> str | None:
        counts = {code: getattr(part, f"untranslated_{code}") for code in OTHERS}
        return " · ".join(f"{code} {n}" for code, n in counts.items()) if any(counts.values()) else None
