"""The order of a draft's parts in their list: by dragging a row, or with the arrows beside it.

``static/js/admin-order.js`` makes handle and arrows; without it a part's own page takes its position.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments.actions.ordering import put_in_order
from assessments.models.draft_only import PublishedVersionError

KEY_DIGITS = 18  # what a database's whole numbers hold


class Ordered:
    """Mix-in for admins of parts with a position among those of the same ``parent``."""

    parent = "version"
    stays: Any = ""  # said when a row is dragged beyond those of its parent
    alike: ClassVar[dict[str, tuple[str, ...]]] = {"version__id__exact": ("in_version",)}
    change_list_template: Any = "admin/assessments/ordered_list.html"

    @property
    def media(self) -> forms.Media:
        scripts: Any = [forms.Script("js/admin-order.js", type="module")]
        inherited: forms.Media = super().media  # type: ignore[misc]
        return inherited + forms.Media(js=scripts)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = ["place", *super().get_list_display(request)]  # type: ignore[misc]
        # In a list of one version or one domain every row would say the same.
        alike = [name for lookup, names in self.alike.items() if lookup in request.GET for name in names]
        return [name for name in columns if name not in alike]

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> list[Any]:
        return [list_display[1]]

    @admin.display(description=_("position"), ordering="position")
    def place(self, part: Any) -> Any:
        if not part.framework_version().is_draft:
            return part.position
        return format_html(
            '<span class="place" data-row="{}" data-parent="{}">{}</span>',
            part.pk,
            getattr(part, f"{self.parent}_id"),
            part.position,
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # Sorted by another column the rows do not stand in their order.
        can_order = self.has_change_permission(request) and "o" not in request.GET  # type: ignore[attr-defined]
        order_url = reverse(f"admin:{self._order_name}") if can_order else ""
        context = {"order_url": order_url, "stays": self.stays, **(extra_context or {})}
        page: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]
        return page

    @property
    def _order_name(self) -> str:
        return f"assessments_{self.opts.model_name}_order"  # type: ignore[attr-defined]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.order_view)  # type: ignore[attr-defined]
        return [path("order/", view, name=self._order_name), *super().get_urls()]  # type: ignore[misc]

    def order_view(self, request: HttpRequest) -> HttpResponse:
        """Takes the rows of one parent in their new order; gives the position of each."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        rows = [row for row in request.POST.getlist("row") if row.isdecimal() and len(row) <= KEY_DIGITS]
        try:
            places = put_in_order(
                model=self.model,  # type: ignore[attr-defined]
                parent=self.parent,
                keys=[int(row) for row in rows],
            )
        except PublishedVersionError as refusal:
            return JsonResponse({"said": str(refusal)}, status=403)
        except ValueError as refusal:
            return JsonResponse({"said": str(refusal)}, status=409)
        return JsonResponse({"places": places})
