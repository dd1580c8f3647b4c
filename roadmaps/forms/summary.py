"""What is wrong in a form, for the summary on top of its page, and what its writer has seen by now."""

from typing import cast

from django import forms
from django.http import QueryDict


def summary_of(form: forms.Form) -> list[tuple[str, str]]:
    """Each fault with the id of the box to go to, in the order of the fields."""
    return [
        (f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id, str(error))
        for bound in form
        for error in bound.errors
    ]


def remember_seen(form: forms.Form, version: int) -> None:
    """The form as it was sent, which now knows of what somebody else stored at that version."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("seen")] = str(version)
    form.data = data
