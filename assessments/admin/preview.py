"""A domain's page as respondents will see it, for the editors of a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import get_language, gettext, override

from assessments.content import Content
from assessments.forms.answers import AnswersForm
from assessments.forms.cards import build_cards
from assessments.forms.layout import render_cards
from assessments.framework_files.database import to_tree
from assessments.framework_files.tree import DomainNode, FrameworkTree, RubricNode
from assessments.models import FrameworkVersion
from assessments.preview import draft_content, label, shown_rubrics
from assessments.progress import counted_words


@dataclass(frozen=True)
class Shown:
    """The part of a version that is shown, by slugs: what the address names, else the first there is."""

    language: str
    rubric: str
    domain: str

    def query(self, **other: str) -> str:
        chosen = {"language": self.language, "rubric": self.rubric, "domain": self.domain}
        return f"?{urlencode(chosen | other)}"


class PreviewAdmin:
    """Mix-in for the admin of versions."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.preview)  # type: ignore[attr-defined]
        name = "assessments_frameworkversion_preview"
        return [path("<uuid:version_id>/preview/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def preview(self, request: HttpRequest, version_id: Any) -> HttpResponse:
        """One domain's page; what is posted is not saved, and leads on to the next domain."""
        version = self.get_object(request, str(version_id))  # type: ignore[attr-defined]
        if version is None or not self.has_view_permission(request, version):  # type: ignore[attr-defined]
            raise Http404
        tree = to_tree(version)
        rubrics = shown_rubrics(tree)
        if not rubrics or not tree.domains:
            return render(
                request, "assessments/preview/empty.html", {"bar": preview_bar(version, page="preview")}
            )
        shown = _shown(request, tree, rubrics)
        if request.method == "POST":
            messages.info(request, gettext("This is a preview: nothing was saved."))
            return redirect(f"{request.path}{shown.query(domain=_next(tree, shown.domain))}")
        bar = preview_bar(version, page="preview", rows=_rows(tree, rubrics, shown))
        return _page(request, tree, shown, bar)


def _shown(request: HttpRequest, tree: FrameworkTree, rubrics: list[RubricNode]) -> Shown:
    languages = dict(settings.LANGUAGES)
    own = get_language() or settings.LANGUAGE_CODE
    options = {
        "language": [own, *languages] if own in languages else list(languages),
        "rubric": [rubric.slug for rubric in rubrics],
        "domain": [domain.slug for domain in tree.domains],
    }
    chosen = {
        name: request.GET[name] if request.GET.get(name) in values else values[0]
        for name, values in options.items()
    }
    return Shown(**chosen)


def _next(tree: FrameworkTree, domain: str) -> str:
    """The domain after one; the last stays."""
    slugs = [node.slug for node in tree.domains]
    return slugs[min(slugs.index(domain) + 1, len(slugs) - 1)]


def preview_bar(version: FrameworkVersion, *, page: str, rows: Sequence[dict[str, Any]] = ()) -> str:
    """The editor's own words above the page ("preview" or "what_if"), as HTML in the active language."""
    context = {
        "version": version,
        "state": version.get_status_display(),
        "own_language": get_language(),
        "version_url": reverse("admin:assessments_frameworkversion_change", args=[version.pk]),
        "preview_url": reverse("admin:assessments_frameworkversion_preview", args=[version.pk]),
        "what_if_url": reverse("what-if", args=[version.pk]),
        "page": page,
        "rows": rows,
    }
    return render_to_string("assessments/preview/_bar.html", context)


def _rows(tree: FrameworkTree, rubrics: list[RubricNode], shown: Shown) -> list[dict[str, Any]]:
    """The links to the other languages, rubrics and domains."""

    def choices(name: str, options: list[tuple[str, str]]) -> list[dict[str, Any]]:
        return [
            {
                "label": words,
                "url": shown.query(**{name: value}),
                "current": getattr(shown, name) == value,
                "lang": value if name == "language" else "",
            }
            for value, words in options
        ]

    def named(nodes: list[RubricNode] | tuple[DomainNode, ...]) -> list[tuple[str, str]]:
        return [(node.slug, label(node.name, node.slug)) for node in nodes]

    return [
        {"name": gettext("Language"), "choices": choices("language", settings.LANGUAGES)},
        {"name": gettext("Rubric"), "choices": choices("rubric", named(rubrics))},
        {"name": gettext("Domain"), "choices": choices("domain", named(tree.domains))},
    ]


def _page(request: HttpRequest, tree: FrameworkTree, shown: Shown, bar: str) -> HttpResponse:
    """What the respondent gets, around it the bar; the editor's own language stays as it is."""
    content = draft_content(tree, shown.rubric, shown.language)
    with override(shown.language):
        context = _context(content, shown) | {"bar": bar, "language": shown.language}
        response = render(request, "assessments/preview/questions.html", context)
    response.headers["Content-Language"] = shown.language
    return response


def _context(content: Content, shown: Shown) -> dict[str, Any]:
    """As the questionnaire's own view has it for somebody who has not answered yet."""
    number, domain = next(
        (number, domain)
        for number, domain in enumerate(content.domains, start=1)
        if domain.slug == shown.domain
    )
    form = AnswersForm(None, questions=domain.questions, levels=content.levels, answers={})
    return {
        "domain": domain,
        "number": number,
        "total": len(content.domains),
        "progress": counted_words(0, len(domain.questions)),
        "cards": render_cards(form, build_cards(form, content), remember=False),
        "address": shown.query(),
    }
