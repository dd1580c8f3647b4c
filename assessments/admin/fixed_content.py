"""Says why a published version cannot be changed, and how to change what it says nevertheless."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.admin.kept import kept_page, typed_into
from assessments.models import Domain, FrameworkVersion
from assessments.models.draft_only import DraftOnlyModel


def is_fixed(row: models.Model | None) -> bool:
    return isinstance(row, DraftOnlyModel) and not row.framework_version().is_draft


def lock_version(version: FrameworkVersion | None) -> FrameworkVersion | None:
    """The version as it is now; nobody saves in it or publishes it until the transaction ends."""
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).select_related("framework")
    return locked.filter(pk=version.pk).first() if version is not None else None


def _chosen(model: Any, key: str | None) -> Any:
    """The row of a posted key, or None."""
    try:
        return model.objects.filter(pk=model._meta.pk.to_python(key)).first() if key else None
    except (ValidationError, OverflowError):
        return None


def say_fixed(request: HttpRequest) -> None:
    messages.warning(request, _("Published, so fixed. Make a new draft to change it."))


class SaysFixed:
    """Mix-in for admins of what only drafts let change."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method != "POST" or not self.has_view_permission(request):  # type: ignore[attr-defined]
            return self._page(request, object_id, *args, **kwargs)
        with transaction.atomic():
            version = lock_version(self._version_of(request, object_id))
            if self._is_in_vain(request, object_id, version):
                typed = typed_into(self.model, request.POST)  # type: ignore[attr-defined]
                return kept_page(request, self.admin_site, version=version, typed=typed)  # type: ignore[attr-defined]
            return self._page(request, object_id, *args, **kwargs)

    def _page(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        return page

    def _is_in_vain(
        self, request: HttpRequest, object_id: str | None, version: FrameworkVersion | None
    ) -> bool:
        """An editor sends what would have been saved, had nobody published or deleted it meanwhile."""
        may_edit = (
            self.has_add_permission(request) if object_id is None else self.has_change_permission(request)  # type: ignore[attr-defined]
        )
        gone = version is None and object_id is not None
        return may_edit and (gone or (version is not None and not version.is_draft))

    def _version_of(self, request: HttpRequest, object_id: str | None) -> FrameworkVersion | None:
        """The version of the part that is changed, or of the one that is added where that is known."""
        if object_id is not None:
            row = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        else:
            row = _chosen(FrameworkVersion, request.POST.get("version")) or _chosen(
                Domain, request.POST.get("domain")
            )
        return row.framework_version() if row is not None else None

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
