"""How an editor's forms are filled in: help texts, positions and bounds."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy

from assessments.models.framework import HEAVIEST

HELP = {
    "slug": gettext_lazy("A short name for links and files: letters from a to z, digits and hyphens."),
    "position": gettext_lazy("Where it stands in the list, from 1. Left empty, it comes last."),
    "weight": gettext_lazy("How much it counts beside the others, from 1 to 100; usually 1."),
}


def explain(fields: dict[str, forms.Field], *, adding: bool) -> None:
    """Gives the fields of a part their help texts and bounds; a new one needs no position."""
    for name, text in HELP.items():
        if name in fields:
            fields[name].help_text = text
    if "weight" in fields:
        weight: Any = fields["weight"]
        weight.widget.attrs |= {"min": 1, "max": HEAVIEST}
    if adding and "position" in fields:
        fields["position"].required = False
        fields["position"].initial = None


def needs_later(field: forms.Field) -> None:
    """A draft is stored without it, and is not published without it; ``static/js/admin-tabs.js`` marks it."""
    field.required = False
    field.widget.attrs["data-needed"] = "true"


def place_last(data: dict[str, Any], model: type[models.Model]) -> None:
    """Fills in an empty position: after the last part of the same domain or version."""
    parent = "domain" if not any(field.name == "version" for field in model._meta.get_fields()) else "version"
    if "position" not in data or data["position"] is not None or data.get(parent) is None:
        return
    siblings = model._default_manager.filter(**{parent: data[parent]})
    data["position"] = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
