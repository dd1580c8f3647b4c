"""How the fields of allauth's forms stand on our pages."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> SafeString:
    """The box of a field; a placeholder would repeat the label above it, and in other words."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget()
