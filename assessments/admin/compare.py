"""Two versions of a framework side by side: what changed, text by text."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from assessments.admin.labels import LANGUAGES, field_label, marked, value_words
from assessments.comparison import Budget, FieldChange, How, Key, PartChange, Sort, compare
from assessments.consequences import reworded
from assessments.framework_files import ENGLISH, FrameworkTree
from assessments.framework_files.database import to_tree
from assessments.framework_files.tree import Text
from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    Framework,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    Rubric,
    WarningSign,
)

SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
MODELS: dict[Sort, type[models.Model]] = {
    Sort.FRAMEWORK: Framework,
    Sort.RUBRIC: Rubric,
    Sort.LEVEL: Level,
    Sort.DOMAIN: Domain,
    Sort.QUESTION: Question,
    Sort.ANCHOR: Anchor,
    Sort.SIGN: WarningSign,
    Sort.GOAL: BusinessGoal,
    Sort.KPI: Kpi,
}


@dataclass(frozen=True)
class FieldRow:
    """One field of a part: its label, the language of a text, and what it said before and says after.

    ``note`` says what an editor may have to do about it.
    """

    label: str
    language: str
    code: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class PartRow:
    """One part that differs; ``how`` says in words what happened to it. One that came or went is folded."""

    sort: str
    name: str
    how: Sequence[tuple[str, str]]
    fields: list[FieldRow]
    folded: bool


def current_version(version: FrameworkVersion) -> FrameworkVersion | None:
    """The version of the same framework that new assessments use, unless it is this one."""
    published = FrameworkVersion.objects.newest_published().filter(framework=version.framework_id)
    return published.exclude(pk=version.pk).first()


def compare_url(before: FrameworkVersion, after: FrameworkVersion) -> str:
    page = reverse("admin:assessments_framework_compare", args=[after.framework_id])
    return f"{page}?{urlencode({'before': before.pk, 'after': after.pk})}"


def rows_of(
    old: FrameworkTree, new: FrameworkTree, same_meaning: Collection[str] = frozenset()
) -> list[PartRow]:
    """What changed from the older tree to the newer, in the words of the admin.

    The anchors of a question that came or went stand with the question. ``same_meaning`` holds the slugs of
    the newer one's questions that their editor marked.
    """
    changes = compare(old, new)
    names = _Names(old, new, set(reworded(changes)) & set(same_meaning))
    rows: dict[Key, PartRow] = {}
    for change in changes:
        question = ("question", *change.key[1:2])
        if change.sort == Sort.ANCHOR and question in rows and rows[question].folded:
            rows[question].fields.extend(names.fields(change, change.path[2:]))
        else:
            rows[change.key] = names.row(change)
    return list(rows.values())


class _Names:
    """Turns slugs into the names that the newer tree, or else the older, gives them."""

    def __init__(self, old: FrameworkTree, new: FrameworkTree, same_meaning: Collection[str]) -> None:
        trees = (old, new)
        self._same_meaning = same_meaning
        self._budget = Budget()
        self._domains = {node.slug: said(node.name) for tree in trees for node in tree.domains}
        self._rubrics = {node.slug: said(node.name) for tree in trees for node in tree.rubrics}

    def row(self, change: PartChange) -> PartRow:
        return PartRow(
            sort=str(MODELS[change.sort]._meta.verbose_name),
            name=SEPARATOR.join(said(name) for name in change.path),
            how=[*((how.value, _how_words(how)) for how in change.how), *self._mark(change)],
            fields=self.fields(change),
            folded=change.how[0] in (How.ADDED, How.REMOVED),
        )

    def _mark(self, change: PartChange) -> list[tuple[str, str]]:
        marked = change.sort in (Sort.QUESTION, Sort.ANCHOR) and change.key[1] in self._same_meaning
        return [("same-meaning", field_label(Question, "same_meaning"))] if marked else []

    def fields(self, change: PartChange, within: Sequence[Text | str] = ()) -> list[FieldRow]:
        """The fields of a change; ``within`` names the part in the label of each."""
        rows = [self._field(MODELS[change.sort], field) for field in change.fields]
        place = [said(name) for name in within]
        return [replace(row, label=SEPARATOR.join([*place, row.label])) for row in rows]

    def _field(self, model: type[models.Model], field: FieldChange) -> FieldRow:
        if field.name == "relevance":
            model, name = GoalRelevance, "value"
            label = _("relevance of %(domain)s") % {"domain": self._domains[field.detail]}
        elif field.name == "domains":
            name, label = "domains", _("points at %(domain)s") % {"domain": self._domains[field.detail]}
        else:
            name = field.name
            label = field_label(FrameworkVersion if _is_parameter(name) else model, name)
        before, after = (self._value(model, name, value) for value in (field.before, field.after))
        language = LANGUAGES.get(field.detail, "")
        code = field.detail if language else ""
        return FieldRow(
            label, language, code, *marked(before, after, self._budget), note=outdated_words(field.outdated)
        )

    def _value(self, model: type[models.Model], name: str, value: Any) -> str:
        known = {"domain": self._domains, "rubric": self._rubrics}.get(name, {})
        return known[value] if value in known else value_words(model, name, value)


def outdated_words(codes: Sequence[str]) -> str:
    """Which translations of a rewritten text may not say any more what it says; empty for none."""
    names = ", ".join(LANGUAGES[code] for code in codes)
    return _("May be out of date: %(languages)s") % {"languages": names} if names else ""


def marked_questions(version: FrameworkVersion) -> set[str]:
    """The slugs of the questions that an editor marked as meaning the same as before. One query."""
    marked = Question.objects.filter(domain__version=version, same_meaning=True)
    return set(marked.order_by().values_list("slug", flat=True))


def _is_parameter(name: str) -> bool:
    return name in ("sign_bonus", "weakest_bonus", "third_gap_share")


def said(text: Text | str) -> str:
    """A name in the language of the page, else in English, else in any."""
    if isinstance(text, str):
        return text
    words = text.get((get_language() or ENGLISH)[:2]) or text.get(ENGLISH) or next(iter(text.values()), "")
    return words or _("without a name")


def _how_words(how: How) -> str:
    return {
        How.ADDED: pgettext("part of a framework", "added"),
        How.REMOVED: pgettext("part of a framework", "removed"),
        How.MOVED: pgettext("part of a framework", "moved"),
        How.CHANGED: pgettext("part of a framework", "changed"),
    }[how]


class CompareAdmin:
    """Mix-in for the admin of frameworks."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.compare_view)  # type: ignore[attr-defined]
        name = "assessments_framework_compare"
        return [path("<int:framework_id>/compare/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def compare_view(self, request: HttpRequest, framework_id: int) -> HttpResponse:
        """Compares the two versions that are asked for, else the newest with the published one before it."""
        framework = get_object_or_404(Framework, pk=framework_id)
        if not self.has_view_permission(request, framework):  # type: ignore[attr-defined]
            raise Http404
        versions = list(framework.versions.select_related("framework").order_by("-number"))
        before, after = _chosen(request.GET, versions)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Framework._meta,
            "framework": framework,
            "versions": versions,
            "before": before,
            "after": after,
            "rows": _changed(before, after) if before and after else [],
            "title": _("Compare versions of %(framework)s") % {"framework": framework},
        }
        return TemplateResponse(request, "admin/assessments/framework/compare.html", context)


def _changed(before: FrameworkVersion, after: FrameworkVersion) -> list[PartRow]:
    return rows_of(to_tree(before), to_tree(after), marked_questions(after))


def _chosen(
    asked: Any, versions: Sequence[FrameworkVersion]
) -> tuple[FrameworkVersion | None, FrameworkVersion | None]:
    """The older and the newer of the comparison. Raises Http404 for a version of another framework."""
    known = {str(version.pk): version for version in versions}
    for name in ("before", "after"):
        if asked.get(name) and asked[name] not in known:
            raise Http404
    after = known.get(asked.get("after", "")) or next(iter(versions), None)
    return known.get(asked.get("before", "")) or _earlier(versions, after), after


def _earlier(versions: Iterable[FrameworkVersion], after: FrameworkVersion | None) -> FrameworkVersion | None:
    """The newest published before a version, else the one before it."""
    earlier = [version for version in versions if after is not None and version.number < after.number]
    published = (version for version in earlier if version.status == FrameworkVersion.Status.PUBLISHED)
    return next(published, None) or next(iter(earlier), None)
