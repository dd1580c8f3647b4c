"""Makes a second published version of a test framework, changed as a test asks."""

from collections.abc import Callable

from assessments.actions.framework import new_draft
from assessments.models import Anchor, FrameworkVersion, Level, Question, Rubric

Edit = Callable[[FrameworkVersion], object]


def publish_next(version: FrameworkVersion, *edits: Edit) -> FrameworkVersion:
    """A copy of the version with the edits, published; the former one stays published as well."""
    draft = new_draft(version=version)
    for edit in edits:
        edit(draft)
    draft.status = FrameworkVersion.Status.PUBLISHED
    draft.save()
    return draft


def retire(version: FrameworkVersion) -> None:
    FrameworkVersion.objects.filter(pk=version.pk).update(status=FrameworkVersion.Status.RETIRED)


def question_of(version: FrameworkVersion, slug: str) -> Question:
    return Question.objects.get(domain__version=version, slug=slug)


def reword(slug: str, text: str, **fields: object) -> Edit:
    """Another text for a question; ``same_meaning=True`` marks it."""

    def edit(version: FrameworkVersion) -> None:
        question = question_of(version, slug)
        question.text_en = text
        for name, value in fields.items():
            setattr(question, name, value)
        question.save()

    return edit


def restate(slug: str, rank: int, statement: str) -> Edit:
    """Another statement for one level of a question."""

    def edit(version: FrameworkVersion) -> None:
        anchor = Anchor.objects.get(question=question_of(version, slug), level__rank=rank)
        anchor.statement_en = statement
        anchor.save()

    return edit


def add(slug: str, like: str, text: str) -> Edit:
    """A new question beside another one, with the same anchors."""

    def edit(version: FrameworkVersion) -> None:
        question = question_of(version, like)
        anchors = list(question.anchors.all())
        question.pk, question.slug, question.text_en = None, slug, text
        question.save()
        for anchor in anchors:
            anchor.pk, anchor.question = None, question
            anchor.save()

    return edit


def drop(slug: str) -> Edit:
    return lambda version: question_of(version, slug).delete()


def move(slug: str, domain: str) -> Edit:
    def edit(version: FrameworkVersion) -> None:
        question = question_of(version, slug)
        question.domain = version.domains.get(slug=domain)
        question.save()

    return edit


def make_key(slug: str) -> Edit:
    return reword(slug, "Is it there?", same_meaning=True, key=True)


def drop_top_level(version: FrameworkVersion) -> None:
    """The version's first rubric loses its highest level."""
    Level.objects.filter(rubric=version.rubrics.first()).order_by("rank").last().delete()


def rename_rubric(version: FrameworkVersion) -> None:
    Rubric.objects.filter(version=version).update(slug="other")
