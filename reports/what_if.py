"""What if a team answered like this: the levels of any version, a draft as well, without an assessment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from assessments.admin.preview import preview_bar
from assessments.content import Content, QuestionText
from assessments.framework_files.database import to_tree
from assessments.models import Answer, FrameworkVersion
from assessments.preview import askable, draft_content, draft_instrument, label, shown_rubrics
from reports.report.domains import domains
from reports.report.gaps import gap_chart, gaps
from reports.report.headline import headline
from reports.report.index import Index
from reports.report.wording import weight_label
from reports.source import Source
from scoring import Known, NotApplicable, Rating, Response, Responses, Unknown, rate

UNKNOWN, NOT_APPLICABLE = Answer.State.UNKNOWN.value, Answer.State.NOT_APPLICABLE.value
NO_REASON_NEEDED = "–"


@dataclass(frozen=True)
class Picks:
    """What was picked, as far as the version and rubric have it; ``lost`` counts the answers left out.

    Questions without an answer of their own have the answer ``rest``, "" for none.
    """

    goal: str | None
    signs: tuple[str, ...]
    rest: str
    proven: bool
    answers: dict[str, str]
    lost: int

    def ratings(self, content: Content) -> Iterator[tuple[str, Rating]]:
        for question in _questions(content):
            choice = self.answers.get(question.slug, self.rest)
            if choice == UNKNOWN:
                yield question.slug, Unknown()
            elif choice == NOT_APPLICABLE:
                yield question.slug, NotApplicable(NO_REASON_NEEDED)
            elif choice:
                yield question.slug, Known(int(choice), evidence=self.proven)


def picks(data: QueryDict, content: Content) -> Picks:
    """Reads what was sent; what does not fit is left out and never refused."""
    sent = {question.slug: data.get(f"answer-{question.slug}", "") for question in _questions(content)}
    fitting = {
        question.slug: sent[question.slug]
        for question in _questions(content)
        if sent[question.slug] in _choices(question, content)
    }
    goal, rest = data.get("goal", ""), data.get("rest", "")
    return Picks(
        goal=goal if goal in {one.slug for one in content.goals} else None,
        signs=tuple(sign.slug for sign in content.signs if sign.slug in data.getlist("signs")),
        rest=rest if rest in _levels(content) else "",
        proven="proven" in data,
        answers=fitting,
        lost=sum(bool(choice) for choice in sent.values()) - len(fitting),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The form, and the levels once it is sent; nothing is saved. For those who may look at the version."""
    versions = admin.site.get_model_admin(FrameworkVersion)
    version = versions.get_object(request, str(version_id))
    if version is None or not versions.has_view_permission(request, version):
        raise Http404
    tree = to_tree(version)
    rubrics = {rubric.slug: rubric for rubric in shown_rubrics(tree)}
    bar = preview_bar(version, page="what_if")
    if not rubrics or not any(domain.questions for domain in tree.domains):
        return render(request, "assessments/preview/empty.html", {"bar": bar})
    sent = request.POST.get("rubric", "")
    rubric = sent if sent in rubrics else next(iter(rubrics))
    content = askable(draft_content(tree, rubric, get_language() or "en"))
    picked = picks(request.POST, content)
    context = _form(content, picked) | {"bar": bar, "version": version}
    context["rubrics"] = [(slug, label(node.name, slug), slug == rubric) for slug, node in rubrics.items()]
    if request.method == "POST":
        context |= _result(content, picked)
    return render(request, "reports/what_if.html", context)


def _questions(content: Content) -> Iterator[QuestionText]:
    return (question for domain in content.domains for question in domain.questions)


def _levels(content: Content) -> dict[str, str]:
    """The words of each level by what the form sends for it."""
    return {str(level.rank): f"{level.rank} · {level.name}" for level in content.levels}


def _choices(question: QuestionText, content: Content) -> dict[str, str]:
    """A question's answers; a key practice always applies."""
    choices = _levels(content) | {UNKNOWN: gettext("Unknown")}
    return choices if question.key else choices | {NOT_APPLICABLE: gettext("Not applicable")}


def _form(content: Content, picked: Picks) -> dict[str, Any]:
    """What the form shows, with what was picked."""

    def options(choices: dict[str, str], chosen: str) -> list[tuple[str, str, bool]]:
        return [(value, words, value == chosen) for value, words in choices.items()]

    return {
        "goals": [(goal.slug, goal.name, goal.slug == picked.goal) for goal in content.goals],
        "signs": [(sign.slug, sign.text, sign.slug in picked.signs) for sign in content.signs],
        "rest": options(_levels(content), picked.rest),
        "signs_open": bool(picked.signs),
        "proven": picked.proven,
        "domains": [
            {
                "name": domain.name,
                "weight": weight_label(domain.weight),
                "questions": [
                    {
                        "slug": question.slug,
                        "text": question.text,
                        "key": question.key,
                        "weight": weight_label(question.weight),
                        "options": options(
                            _choices(question, content), picked.answers.get(question.slug, "")
                        ),
                    }
                    for question in domain.questions
                ],
            }
            for domain in content.domains
        ],
    }


def _result(content: Content, picked: Picks) -> dict[str, Any]:
    """The levels in the report's own words; ``scored`` is false for a draft that cannot be scored yet."""
    instrument = draft_instrument(content)
    if instrument is None:
        return {"sent": True, "scored": False}
    response = Response(respondent="", answers=dict(picked.ratings(content)))
    responses = Responses((response,), goal=picked.goal, warning_signs=picked.signs)
    now = timezone.now()
    index = Index(
        Source(
            content=content,
            result=rate(instrument, responses),
            team="",
            title="",
            organisation="",
            opened_at=now,
            submitted_at=now,
            goal=picked.goal,
            signs=picked.signs,
            answerers=(),
            consensus=(),
        )
    )
    found = gaps(index)
    return {
        "sent": True,
        "scored": True,
        "lost": _lost(picked.lost),
        "headline": headline(index, found),
        "results": domains(index),
        "gaps": found,
        "takeaway": gap_chart(index).takeaway,
    }


def _lost(count: int) -> str:
    """Which answers the rubric does not have; "" where it has all."""
    if not count:
        return ""
    return ngettext(
        "%(count)d answer does not exist with these levels and was left out.",
        "%(count)d answers do not exist with these levels and were left out.",
        count,
    ) % {"count": count}
