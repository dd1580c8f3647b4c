"""Inline rows: those that are stored, and given ones for each level of a rubric or domain of a version."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


class StoredRowsFormSet(BaseInlineFormSet):
    """Refuses rows that do not belong to what the page is of, which Django would skip in silence."""

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(_("Someone changed these rows meanwhile. Open the page again."))


class RowField(forms.CharField):
    """Hidden: the key of the level or domain that a row is for. ``place`` orders the rows, from 1.

    A posted row whose level or domain is gone stands last, so that what was typed there can be copied.
    """

    def __init__(
        self, wanted: tuple[models.Model, ...], row: models.Model | None, *, is_posted: bool = False
    ) -> None:
        last = len(wanted) + 1 if is_posted else 0
        self.place = wanted.index(row) + 1 if row in wanted else last
        super().__init__(
            required=False,
            widget=forms.HiddenInput,
            initial=row.pk if row is not None else None,
            label=str(row) if row is not None else pgettext("part of a framework", "removed"),
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class FixedRowsFormSet(BaseInlineFormSet):
    """Shows the stored rows and an empty one for each ``wanted`` object that has none yet.

    Every row posts whom it is for, so that a row missing from the form cannot shift the others.
    """

    fixed: ClassVar[str]
    wanted: ClassVar[tuple[models.Model, ...]] = ()

    def missing(self) -> list[models.Model]:
        present = {getattr(row, f"{self.fixed}_id") for row in self.get_queryset()}
        return [row for row in self.wanted if row.pk not in present]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_kwargs(index)
        place = -1 if index is None else index - self.initial_form_count()
        row = self._row_of_new(index or 0, place) if place >= 0 else None
        if row is not None:
            model: Any = self.model
            options["instance"] = model(**{self.fixed: row})
        stored = self._filled_in_meanwhile(index or 0, place)
        if stored is not None:
            options["instance"] = stored
        return options

    def _row_of_new(self, index: int, place: int) -> models.Model | None:
        missing = self.missing()
        if not self.is_bound:
            return missing[place] if place < len(missing) else None
        posted = self._posted(index)
        return next((row for row in missing if str(row.pk) == posted), None)

    def _filled_in_meanwhile(self, index: int, place: int) -> Any:
        """The stored row of what was still without one when the page was opened."""
        posted = self._posted(index) if self.is_bound and place >= 0 else ""
        stored = self.get_queryset() if posted else ()
        return next((row for row in stored if str(getattr(row, f"{self.fixed}_id")) == posted), None)

    def _posted(self, index: int) -> str:
        return str(self.data.get(f"{self.add_prefix(index)}-row", ""))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        key = getattr(form.instance, f"{self.fixed}_id")
        row = next((row for row in self.wanted if row.pk == key), None)
        form.fields["row"] = RowField(self.wanted, row, is_posted=self.is_bound and index is not None)

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for index, form in enumerate(self.forms):
            if index >= self.initial_form_count() and not form.has_changed():
                continue
            posted = self._posted(index)
            if posted in seen or posted != str(getattr(form.instance, f"{self.fixed}_id")):
                raise ValidationError(_("Someone changed these rows meanwhile. Open the page again."))
            seen.add(posted)


class FixedRowsInline:
    """Mix-in for inlines; ``fixed`` names the foreign key that is given and not shown as a field."""

    formset: Any = FixedRowsFormSet
    # Without the admin's script, which would put a remove button on each empty row.
    template = "admin/assessments/fixed_rows.html"
    fixed: str
    can_delete = False

    if TYPE_CHECKING:

        def rows_for(self, obj: Any) -> tuple[models.Model, ...]:
            """What ``fixed`` runs through, one form each; ``obj`` is None on the page of a new one."""

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        wanted = self.rows_for(obj)
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        present = 0
        if obj is not None:
            present = self.get_queryset(request).filter(**{formset.fk.name: obj}).count()  # type: ignore[attr-defined]
        shown = {
            "wanted": wanted,
            "fixed": self.fixed,
            "extra": len(wanted) - present,
            "max_num": len(wanted),
        }
        return type(formset.__name__, (formset,), shown)
