"""Parts stay with their version: a list of one version's parts names it, and leads back to itself."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst

from assessments.admin.fault_words import BACK
from assessments.models import Domain, FrameworkVersion

# What a list can be narrowed to, and how a new part then knows where it belongs.
NARROWED = {
    "version__id__exact": "version",
    "domain__version__id__exact": "version",
    "domain__id__exact": "domain",
}


def version_of_list(request: HttpRequest) -> FrameworkVersion | None:
    """The version whose parts alone a list shows."""
    versions = FrameworkVersion.objects.select_related("framework")
    try:
        for lookup, name in NARROWED.items():
            if lookup in request.GET and name == "version":
                return versions.filter(pk=request.GET[lookup]).first()
            if lookup in request.GET:
                domains = Domain.objects.filter(pk=request.GET[lookup]).values("version")
                return versions.filter(pk__in=domains).first()
    except (ValidationError, ValueError):
        return None
    return None


class ReturnsToVersion:
    """Mix-in for the admin of a part: saving leads where one came from, else to the parts of its version.

    So does deleting.
    """

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        return self._back(request, obj, super().response_post_save_add(request, obj))  # type: ignore[misc]

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return self._back(request, obj, super().response_post_save_change(request, obj))  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        part = self.get_object(request, object_id)  # type: ignore[attr-defined]
        siblings = self.siblings_url(part) if part is not None else ""  # type: ignore[attr-defined]
        page = super().delete_view(request, object_id, extra_context)  # type: ignore[misc]
        everything = reverse(f"admin:assessments_{self.opts.model_name}_changelist")  # type: ignore[attr-defined]
        return HttpResponseRedirect(siblings) if siblings and page.get("Location") == everything else page

    def _back(self, request: HttpRequest, part: Any, usual: HttpResponse) -> HttpResponse:
        """A list that one came from is kept by Django; see ``get_preserved_filters``."""
        if BACK in request.GET.items():
            return redirect("admin:assessments_frameworkversion_check", part.framework_version().pk)
        if self.get_preserved_filters(request):  # type: ignore[attr-defined]
            return usual
        return HttpResponseRedirect(self.siblings_url(part))  # type: ignore[attr-defined]


class OfVersion(ReturnsToVersion):
    """The same for parts that have a list of their own."""

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Without those that choose among versions where there is one only."""
        filters = super().get_list_filter(request)  # type: ignore[misc]
        if not any(lookup in request.GET for lookup in NARROWED):
            return list(filters)
        used = tuple(request.GET)
        return [
            one
            for one in filters
            if not (isinstance(one, str) and "version__" in one)
            or any(name.startswith(str(one)) for name in used)
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"add_query": _add_query(request), **(extra_context or {})}
        version = version_of_list(request)
        if version is not None:
            context |= {"framework_version": version, "title": _title(self.opts, version)}  # type: ignore[attr-defined]
        page: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]
        return page

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        context = dict(extra_context or {})
        version = self.version_of_new(request)  # type: ignore[attr-defined]
        if version is not None:
            context |= {
                "framework_version": version,
                "siblings_url": self.siblings_url(version),  # type: ignore[attr-defined]
                "subtitle": f"{version} ({version.get_status_display()})",
            }
        page: HttpResponse = super().add_view(request, form_url, context)  # type: ignore[misc]
        return page


def _title(opts: Any, version: FrameworkVersion) -> str:
    return f"{capfirst(opts.verbose_name_plural)} · {version} ({version.get_status_display()})"


def _add_query(request: HttpRequest) -> str:
    """Where a new part belongs, and the list to return to."""
    where = {name: request.GET[lookup] for lookup, name in NARROWED.items() if lookup in request.GET}
    return urlencode(where | {"_changelist_filters": request.GET.urlencode()}) if where else ""
