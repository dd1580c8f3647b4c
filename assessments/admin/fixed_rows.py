"""Inline rows that are given: one for each level of a rubric, or each domain of a version."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _


class FixedRowsFormSet(BaseInlineFormSet):
    """Shows the stored rows and an empty one for each ``wanted`` object that has none yet."""

    fixed: ClassVar[str]
    wanted: ClassVar[tuple[models.Model, ...]] = ()

    def missing(self) -> list[models.Model]:
        present = {getattr(row, f"{self.fixed}_id") for row in self.get_queryset()}
        return [row for row in self.wanted if row.pk not in present]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_kwargs(index)
        place = -1 if index is None else index - self.initial_form_count()
        missing = self.missing()
        if 0 <= place < len(missing):
            model: Any = self.model
            options["instance"] = model(**{self.fixed: missing[place]})
        return options

    def clean(self) -> None:
        super().clean()
        for form in self.extra_forms:
            if form.has_changed() and getattr(form.instance, f"{self.fixed}_id") is None:
                raise ValidationError(_("Someone changed these rows meanwhile. Open the page again."))


class FixedRowsInline:
    """Mix-in for inlines; ``fixed`` names the foreign key that is given and not shown as a field."""

    formset: Any = FixedRowsFormSet
    fixed: str
    can_delete = False

    if TYPE_CHECKING:

        def rows_for(self, obj: Any) -> tuple[models.Model, ...]:
            """The rows that ``fixed`` runs through, one form each."""

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        wanted = self.rows_for(obj) if obj is not None else ()
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        present = self.get_queryset(request).filter(**{formset.fk.name: obj}).count()  # type: ignore[attr-defined]
        shown = {
            "wanted": wanted,
            "fixed": self.fixed,
            "extra": len(wanted) - present,
            "max_num": len(wanted),
        }
        return type(formset.__name__, (formset,), shown)
