"""Texts in three languages: a tab for each, for all texts of a page at once.

``static/js/admin-tabs.js`` makes the tabs and marks what is untranslated; without it every language is shown.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class InLanguages:
    """Mix-in for admins and inlines: tells the browser the language of each field."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        language = getattr(db_field, "language", None)
        if field is not None and language is not None:
            field.widget.attrs["lang"] = language
        return field


class LanguageTabs(InLanguages):
    """Mix-in for admins whose page has the tabs, above the texts of their inlines as well."""

    class Media:
        css = {"all": ("css/admin-editing.css",)}
        js = (forms.Script("js/admin-tabs.js", type="module"),)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"languages": settings.LANGUAGES}
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return page
