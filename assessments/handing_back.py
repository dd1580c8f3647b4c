"""What somebody typed into a form that could not be taken, handed back so that it is not lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

MOST_TYPED = 20_000  # characters handed back
NEVER_SHOWN = "pass"  # in the name of a field: passwords and passphrases
FORM = "typed_form"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of more than one word, under the label of its box, or "" where that is not known."""

    label: str
    text: str


def typed_into(form: type[forms.Form]) -> Callable[[View], View]:
    """Says of a view which form its texts are typed into, so that they come back under their labels."""

    def decorated(view: View) -> View:
        setattr(view, FORM, form)
        return view

    return decorated


def typed_in(request: HttpRequest) -> list[Typed]:
    """The sentences of a form as sent, in their order; none where there are too many to hand back."""
    form = getattr(request.resolver_match.func, FORM, None) if request.resolver_match else None
    fields = cast(dict[str, forms.Field], form.base_fields) if form else {}
    found = [
        Typed(str(fields[name].label or "") if name in fields else "", value.strip())
        for name, posted in request.POST.lists()
        if NEVER_SHOWN not in name
        for value in posted
        if isinstance(value, str) and len(value.split()) > 1
    ]
    return found if sum(len(one.text) for one in found) <= MOST_TYPED else []


def handed_back(typed: list[Typed]) -> SafeString:
    """Each text in a box of its own, to copy from."""
    return render_to_string("_handed_back.html", {"typed": typed})
