"""Says why a published version cannot be changed, and how to change what it says nevertheless."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.immutability import MESSAGE
from assessments.models.draft_only import DraftOnlyModel, PublishedVersionError


def is_fixed(row: models.Model | None) -> bool:
    return isinstance(row, DraftOnlyModel) and not row.framework_version().is_draft


def say_fixed(request: HttpRequest) -> None:
    messages.warning(request, _("Published, so fixed. Make a new draft to change it."))


class SaysFixed:
    """Mix-in for admins of what only drafts let change."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except (PublishedVersionError, IntegrityError) as error:
            if isinstance(error, IntegrityError) and MESSAGE not in str(error):
                raise
            # Somebody published it while the page was open; the page says that it is fixed now.
            messages.error(request, _("Nothing was saved: the version was published meanwhile."))
            return redirect(request.path)
        return page

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if is_fixed(kwargs.get("obj")):
            say_fixed(request)
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return page

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if is_fixed(row) and self.has_view_permission(request, row):  # type: ignore[attr-defined]
            # Its page says so.
            return redirect(f"admin:assessments_{row._meta.model_name}_change", row.pk)
        page: HttpResponse = super().delete_view(request, object_id, extra_context)  # type: ignore[misc]
        return page

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        if any(is_fixed(row) for row in objs):
            say_fixed(request)
        return super().get_deleted_objects(objs, request)  # type: ignore[misc]
