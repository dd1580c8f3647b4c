"""What is wrong in a form, for the summary on top of its page, and what its writer has seen by now."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from roadmaps.numbers import NumberField


def summary_of(form: forms.Form) -> list[tuple[str, str]]:
    """Each fault with the id of the box to go to, in the order of the fields.

    One that several boxes can have names its box, by the form's ``full_labels`` where a label is not enough.
    """
    faults = [(bound, str(error)) for bound in form for error in bound.errors]
    messages = [message for _bound, message in faults]
    return [
        (
            f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id,
            _named(bound, message)
            if messages.count(message) > 1 or isinstance(bound.field, NumberField)
            else message,
        )
        for bound, message in faults
    ]


def _named(bound: forms.BoundField, message: str) -> str:
    label = getattr(bound.form, "full_labels", {}).get(bound.name, bound.label)
    return gettext("%(field)s: %(message)s") % {"field": label, "message": message}


def remember_seen(form: forms.Form, version: int) -> None:
    """The form as it was sent, which now knows of what somebody else stored at that version."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("seen")] = str(version)
    form.data = data
