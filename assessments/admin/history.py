"""Who changed what, when, before and after: the history of a part, of a version, and of everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.history import is_from_site
from assessments.admin.assessments import ReadOnly
from assessments.admin.compare import FieldRow
from assessments.admin.labels import LANGUAGES, field_label, marked, value_words, without_language
from assessments.history import SEPARATOR, Step, parent_of
from assessments.models import Framework, FrameworkVersion

ENTRIES_A_PAGE = 50
ONE_SAVE = timedelta(seconds=1)
LONGEST_NAME = 90
LONGEST_IN_LIST = 60


@dataclass(frozen=True)
class EntryRow:
    """One change in words; ``url`` leads to what was changed where that has a page."""

    when: datetime
    who: str
    what: str
    sort: str
    name: str
    url: str
    fields: Sequence[FieldRow]
    folded: bool


def entry_row(entry: LogEntry) -> EntryRow:
    """An entry in words. Runs no query when its actor and content type are loaded."""
    data = entry.additional_data or {}
    model = entry.content_type.model_class()
    own = data.get("place") or entry.object_repr
    names = [Truncator(part).chars(LONGEST_NAME) for part in (data.get("within"), own) if part]
    return EntryRow(
        when=entry.timestamp,
        who=who(entry),
        what=_what(entry, data),
        sort=str(model._meta.verbose_name) if model else entry.content_type.model,
        name=SEPARATOR.join(names),
        url=_url(entry, data),
        fields=_field_rows(model, entry.changes or {}) if model else [],
        folded=entry.action != LogEntry.Action.UPDATE,
    )


def saves_of(rows: Sequence[EntryRow]) -> list[list[EntryRow]]:
    """The rows, newest first, with those together that one person changed in one go."""
    saves: list[list[EntryRow]] = []
    for row in rows:
        last = saves[-1][-1] if saves else None
        if last is not None and last.who == row.who and last.when - row.when < ONE_SAVE:
            saves[-1].append(row)
        else:
            saves.append([row])
    return saves


def who(entry: LogEntry) -> str:
    """The name of the actor, or the address of one whose account is gone."""
    if entry.actor is not None:
        return f"{entry.actor} ({entry.actor.email})" if entry.actor.name else str(entry.actor)
    if entry.actor_email:
        return entry.actor_email
    return _("someone on the site, not logged in") if is_from_site(entry) else _("a command on the server")


def _actions() -> dict[int, str]:
    return {
        LogEntry.Action.CREATE: pgettext("part of a framework", "added"),
        LogEntry.Action.UPDATE: pgettext("part of a framework", "changed"),
        LogEntry.Action.DELETE: pgettext("part of a framework", "removed"),
    }


def _what(entry: LogEntry, data: dict[str, Any]) -> str:
    words: dict[str, str] = {
        Step.COPIED: _("copied as a new draft from version %(number)s")
        % {"number": data.get("copied_from", "")},
        Step.IMPORTED: _("imported from a framework file"),
        Step.PUBLISHED: pgettext("what was done to a version", "published"),
        Step.RETIRED: pgettext("what was done to a version", "retired"),
        Step.DELETED: _("draft deleted with everything in it"),
    }
    return words.get(data.get("step", ""), "") or _actions().get(entry.action, "")


def _url(entry: LogEntry, data: dict[str, Any]) -> str:
    """The page of the row, or of the one it stands on."""
    if entry.action == LogEntry.Action.DELETE:
        return ""
    model, _colon, pk = data.get("parent", ":").partition(":")
    app = entry.content_type.app_label
    for name, key in ((entry.content_type.model, entry.object_pk), (model, pk)):
        try:
            return reverse(f"admin:{app}_{name}_change", args=[key])
        except NoReverseMatch:
            continue
    return ""


def _field_rows(model: type[models.Model], changes: dict[str, Any]) -> list[FieldRow]:
    """In the order of the model's fields; the log keeps none."""
    order = [field.name for field in model._meta.get_fields()]
    names = sorted(changes, key=lambda name: order.index(name) if name in order else len(order))
    rows = (_field_row(model, name, changes[name]) for name in names)
    return [row for row in rows if row.before or row.after]


def _field_row(model: type[models.Model], name: str, change: Any) -> FieldRow:
    field, code = without_language(name)
    if isinstance(change, dict):
        objects = ", ".join(change.get("objects", []))
        values = (objects, "") if change.get("operation") == "delete" else ("", objects)
    else:
        before, after = (value_words(model, field, value) for value in change)
        values = (before, after)
    return FieldRow(field_label(model, field), LANGUAGES.get(code, ""), code, *marked(*values))


def _entries(row: models.Model) -> QuerySet[LogEntry]:
    """What was done to a row: to a version with all its parts, to a framework with all its versions."""
    entries = LogEntry.objects.select_related("actor", "content_type").order_by("-timestamp", "-pk")
    if isinstance(row, FrameworkVersion):
        return entries.filter(additional_data__version=str(row.pk))
    if isinstance(row, Framework):
        types = ContentType.objects.get_for_models(Framework, FrameworkVersion).values()
        return entries.filter(content_type__in=types, additional_data__framework=row.pk)
    own = Q(content_type=ContentType.objects.get_for_model(row), object_pk=str(row.pk))
    return entries.filter(own | Q(additional_data__parent=parent_of(row)))


class HistoryAdmin:
    """Mix-in: the page behind the History button shows what the audit log holds."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        model: Any = self.model  # type: ignore[attr-defined]
        row = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if row is None:
            page: HttpResponse = self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, model._meta, object_id
            )
            return page
        if not self.has_view_or_change_permission(request, row):  # type: ignore[attr-defined]
            raise PermissionDenied
        entries = Paginator(_entries(row), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
        rows = [entry_row(entry) for entry in entries]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": model._meta,
            "original": row,
            "entries": rows,
            "saves": saves_of(rows),
            "page": entries,
            "title": _("History: %(name)s") % {"name": row},
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/assessments/history.html", context)


# The library's own page searches for names that our accounts do not have.
admin.site.unregister(LogEntry)


class ActionFilter(admin.SimpleListFilter):
    title = gettext_lazy("what was done")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(_actions().items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        chosen = self.value() or ""
        return queryset.filter(action=int(chosen)) if chosen in map(str, _actions()) else queryset


class PartFilter(admin.SimpleListFilter):
    title = gettext_lazy("part")
    parameter_name = "part"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        used = model_admin.get_queryset(request).order_by().values("content_type")
        return [(kind.pk, kind.name) for kind in ContentType.objects.filter(pk__in=used)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        chosen = self.value() or ""
        return queryset.filter(content_type=int(chosen)) if chosen.isdecimal() else queryset


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly, admin.ModelAdmin):
    """Everything that was changed, to look at; nobody changes it. Accounts only for who may see accounts."""

    list_display = ("when", "actor_words", "what", "sort", "name")
    list_display_links = ("when",)
    list_filter = (ActionFilter, PartFilter)
    list_select_related = ("actor", "content_type")
    search_fields = ("object_repr", "actor_email", "actor__email", "actor__name")
    date_hierarchy = "timestamp"
    ordering = ("-timestamp", "-pk")
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    fields = ("when", "actor_words", "what", "sort", "name", "changes_words")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[LogEntry]:
        entries = super().get_queryset(request).select_related("actor", "content_type")
        if request.user.has_perm("accounts.view_user"):
            return entries
        return entries.filter(content_type__app_label="assessments")

    @admin.display(description=gettext_lazy("part"))
    def sort(self, entry: LogEntry) -> str:
        model = entry.content_type.model_class()
        return str(model._meta.verbose_name) if model else entry.content_type.model

    @admin.display(description=gettext_lazy("name"), ordering="object_repr")
    def name(self, entry: LogEntry) -> str:
        return Truncator(entry.object_repr).chars(LONGEST_IN_LIST)

    @admin.display(description=gettext_lazy("when"), ordering="timestamp")
    def when(self, entry: LogEntry) -> datetime:
        return entry.timestamp

    @admin.display(description=gettext_lazy("who"), ordering="actor_email")
    def actor_words(self, entry: LogEntry) -> str:
        return who(entry)

    @admin.display(description=gettext_lazy("what"), ordering="action")
    def what(self, entry: LogEntry) -> str:
        return _what(entry, entry.additional_data or {})

    @admin.display(description=gettext_lazy("before and after"))
    def changes_words(self, entry: LogEntry) -> str:
        return render_to_string("admin/assessments/_fields.html", {"fields": entry_row(entry).fields})
