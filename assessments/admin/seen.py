"""Forms that know what their page showed when it was opened: no colleague's change is undone unseen."""

from typing import Any

from auditlog.models import LogEntry
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext as _

from assessments.admin.history import who
from assessments.admin.labels import value_words

CONFLICT = "conflict"


def comparable(field: forms.Field, value: Any) -> Any:
    """A stored, shown or posted value in the shape in which the three can be compared."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return frozenset(str(key) for key in field.prepare_value(value) or [])
    if isinstance(field, forms.ChoiceField):
        key = field.prepare_value(value)
        return "" if key is None else str(key)
    try:
        value = field.to_python(value)
    except ValidationError:
        return value
    return (value or "").replace("\r\n", "\n").strip() if isinstance(field, forms.CharField) else value


class SeenForm(forms.BaseForm):
    """Mix-in for forms. What was not touched keeps the value that is stored by now, whoever stored it.

    What was touched here and changed by somebody else meanwhile is refused once, with the text that stands
    now; sent again it wins. The caller holds the lock under which it saves.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not field.disabled

    @property
    def conflicts(self) -> list[str]:
        """The fields that somebody else changed meanwhile."""
        return [name for name in self.errors if self.has_error(name, CONFLICT)]

    def is_stored(self) -> bool:
        """Whether there is something that somebody else can have changed."""
        instance = getattr(self, "instance", None)
        return instance is None or not instance._state.adding

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        if not self.is_stored():
            return
        for name in list(self.cleaned_data):
            if name in self.fields and self.fields[name].show_hidden_initial:
                self._merge(name, self.fields[name], self[name])

    def _merge(self, name: str, field: forms.Field, bound: BoundField) -> None:
        if not self._was_shown(field, bound):
            return
        now = self.get_initial_for_field(field, name)
        shown, typed = comparable(field, self._shown(field, bound)), comparable(field, bound.data)
        stands = comparable(field, now)
        if shown == typed:
            self.cleaned_data[name] = self._kept(name, field, now)
        elif stands not in (shown, typed):
            self._show_again(field, bound, now)
            self.add_error(name, ValidationError(self._what_stands(name, now), code=CONFLICT))

    def _was_shown(self, field: forms.Field, bound: BoundField) -> bool:
        if isinstance(field, forms.ModelMultipleChoiceField):  # sends nothing where nothing was chosen
            return any(self[name].html_initial_name in self.data for name in self.fields)
        return bound.html_initial_name in self.data

    def _shown(self, field: forms.Field, bound: BoundField) -> Any:
        return field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)

    def _kept(self, name: str, field: forms.Field, now: Any) -> Any:
        if not isinstance(field, forms.ChoiceField):
            return now
        try:
            return field.clean(field.prepare_value(now))
        except ValidationError:
            return self.cleaned_data[name]

    def _show_again(self, field: forms.Field, bound: BoundField, now: Any) -> None:
        """The page that refuses has seen the value that stands now."""
        posted: Any = self.data
        data = posted.copy()  # that of a request cannot be changed itself
        value = field.prepare_value(now)
        if isinstance(field, forms.ModelMultipleChoiceField):
            data.setlist(bound.html_initial_name, value)
        else:
            data[bound.html_initial_name] = "" if value is None else str(value)
        self.data = data

    def _what_stands(self, name: str, now: Any) -> str:
        said = _("%(who)s changed this meanwhile. Save again to put yours in place of this:") % {
            "who": self._who(name)
        }
        return format_html('{} <span class="stands-now">{}</span>', said, self._words(name, now) or "–")

    def _words(self, name: str, value: Any) -> str:
        """A value as the admin shows it."""
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ", ".join(str(row) for row in value)
        if isinstance(field, forms.ChoiceField):
            chosen = comparable(field, value)
            choices: Any = field.choices
            return next((str(label) for key, label in choices if str(key) == chosen), "")
        instance: models.Model | None = getattr(self, "instance", None)
        return value_words(type(instance), name, value) if instance is not None else str(value or "")

    def _who(self, name: str) -> str:
        instance: models.Model | None = getattr(self, "instance", None)
        if instance is None:
            return _("Somebody else")
        kind = ContentType.objects.get_for_model(instance)
        entries = LogEntry.objects.filter(
            content_type=kind, object_pk=str(instance.pk), changes__has_key=name
        )
        entry = entries.select_related("actor").order_by("-timestamp", "-pk").first()
        return who(entry) if entry is not None else _("Somebody else")
