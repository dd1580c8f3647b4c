"""What every admin of a version's content shares: it changes drafts, and drafts only."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from assessments.admin.fixed_content import SaysFixed
from assessments.admin.forms import explain, place_last
from assessments.admin.history import HistoryAdmin
from assessments.admin.seen import SeenForm
from assessments.admin.tabs import LanguageTabs
from assessments.models import Domain, FrameworkVersion, Level, Question
from assessments.models.draft_only import DraftOnlyModel
from assessments.models.framework import LONGEST_TEXT

# The limit is a validator, since the attribute of a text box would cut off what is pasted.
SMALL_TEXT: dict[Any, Any] = {
    models.TextField: {
        "widget": forms.Textarea(attrs={"rows": 3, "cols": 90}),
        "validators": [MaxLengthValidator(LONGEST_TEXT)],
    }
}
DRAFT = FrameworkVersion.Status.DRAFT


def is_draft(obj: DraftOnlyModel | None) -> bool:
    """True as well where there is no object yet: the question is then what one may do at all."""
    return obj is None or obj.framework_version().is_draft


class DraftOnly:
    """Refuses to change or delete what belongs to a published or retired version."""

    def has_change_permission(self, request: HttpRequest, obj: DraftOnlyModel | None = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and is_draft(obj)

    def has_delete_permission(self, request: HttpRequest, obj: DraftOnlyModel | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and is_draft(obj)


class SeenRowForm(SeenForm, forms.ModelForm):
    """What has no rules of its own: a row on the page of what it belongs to, a framework."""


class DraftOnlyInline(DraftOnly):
    """The same for rows on the page of what they belong to."""

    form: Any = SeenRowForm

    def has_add_permission(self, request: HttpRequest, obj: DraftOnlyModel | None = None) -> bool:
        allowed: bool = super().has_add_permission(request, obj)  # type: ignore[misc]
        return allowed and is_draft(obj)


class OneVersionForm(SeenForm, forms.ModelForm):
    """Refuses a domain or level of another version than the row's own."""

    class Meta:
        labels = {
            "version": capfirst(gettext_lazy("framework version")),
            "domain": capfirst(gettext_lazy("domain")),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        version = data.get("version") or getattr(self.instance, "version", None)
        for name in ("domain", "level", "domains"):
            chosen = data.get(name) or []
            rows: Any = [chosen] if isinstance(chosen, models.Model) else chosen
            if version and any(row.framework_version().pk != version.pk for row in rows):
                self.add_error(name, _("This belongs to another version of the framework."))
        if self._means_another():
            self.add_error(None, _("This belongs to another version of the framework."))
        place_last(data, self._meta.model)
        return data

    def _means_another(self) -> bool:
        """Whether the request names another version or rubric than the row's; the page has no such field."""
        if self.instance._state.adding:
            return False
        sent = {name: self.data[name] for name in ("version", "rubric") if name in self.data}
        own = {"version": self.instance.framework_version().pk} if "version" in sent else {}
        own["rubric"] = getattr(self.instance, "rubric_id", self.instance.pk)
        return any(name not in self.fields and said != str(own[name]) for name, said in sent.items())


def _choices(name: str, version: FrameworkVersion | None) -> QuerySet[Any] | None:
    """What a foreign key may point at: parts of the same version, or of any draft for a new row."""
    if name == "version":
        return FrameworkVersion.objects.filter(status=DRAFT).select_related("framework")
    if name in ("domain", "domains"):
        domains = Domain.objects.select_related("version__framework").order_by("version", "position")
        return domains.filter(version=version) if version else domains.filter(version__status=DRAFT)
    if name == "level":
        levels = Level.objects.select_related("rubric__version__framework")
        ordered = levels.order_by("rubric__version", "rubric__position", "rank")
        chosen = ordered.filter(rubric__version=version)
        return chosen if version else ordered.filter(rubric__version__status=DRAFT)
    return None


def _label(row: models.Model) -> str:
    """Names the rubric of a level."""
    return f"{row.rubric} · {row}" if isinstance(row, Level) else str(row)


def _label_with_version(row: models.Model) -> str:
    return f"{row.framework_version()} · {_label(row)}" if isinstance(row, Domain | Level) else str(row)


def _is_meant(draft: FrameworkVersion, request: HttpRequest) -> bool:
    if "domain" in request.GET:
        return request.GET["domain"] in {str(key) for key in draft.domains.values_list("pk", flat=True)}
    return request.GET["version"] == str(draft.pk)


class ContentAdmin(HistoryAdmin, LanguageTabs, SaysFixed, DraftOnly, TranslationAdmin):
    """Admin of a part that hangs off a framework version."""

    form = OneVersionForm
    formfield_overrides = SMALL_TEXT
    list_per_page = 100
    list_select_related: ClassVar[tuple[str, ...]] = ()
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # Pages of one row read the same relations as the list, for its title and its permissions.
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        has_version = any(field.name == "version" for field in self.opts.get_fields())
        return [*fields, "version"] if obj is not None and has_version else fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        version = obj.framework_version() if obj is not None else self.version_of_new(request)
        fields: dict[str, Any] = form.base_fields
        for name, field in fields.items():
            choices = _choices(name, version)
            if choices is not None:
                field.queryset = choices
                field.label_from_instance = _label if version else _label_with_version
        if obj is None and version is not None and "version" in fields:
            fields["version"].initial = version.pk
        explain(fields, adding=obj is None)
        return form

    def version_of_new(self, request: HttpRequest) -> FrameworkVersion | None:
        """The draft that a new part belongs to: by the version or domain in the address, or the only one."""
        drafts = FrameworkVersion.objects.filter(status=DRAFT).select_related("framework").order_by()
        if {"version", "domain"} & set(request.GET):
            return next((draft for draft in drafts if _is_meant(draft, request)), None)
        first_two = drafts[:2]
        return first_two[0] if len(first_two) == 1 else None

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        # Only while it is new: a slug that changed would be another part in files and links.
        return dict(super().get_prepopulated_fields(request, obj)) if obj is None else {}

    def siblings_url(self, part: Any) -> str:
        """The list of the same kind of parts in the same version."""
        path = "domain__version" if self.model is Question else "version"
        url = reverse(f"admin:assessments_{self.opts.model_name}_changelist")
        return f"{url}?{path}__id__exact={part.framework_version().pk}"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        part = kwargs.get("obj")
        if part is not None:
            context |= {
                "framework_version": part.framework_version(),
                "siblings_url": self.siblings_url(part),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not FrameworkVersion.objects.filter(status=DRAFT).exists():
            messages.warning(
                request,
                _("There is no draft to add this to. Open a version and make a new draft of it first."),
            )
        page: HttpResponse = super().add_view(request, *args, **kwargs)
        return page
