"""What a published framework version holds, read once a process: a published version never changes."""

from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language

from assessments.content import Content, from_version
from assessments.models import Assessment, FrameworkVersion, Level, Question, Rubric

# What a visitor is offered first where several frameworks are published.
DEFAULT_FRAMEWORK = "b2b-revenue-team"


def content_of(assessment: Assessment) -> Content:
    """The texts of the assessment's version and rubric in the active language.

    ``Content.name`` may lag behind when a framework is renamed, since the name is the framework's and not
    the version's; pages print ``assessment.version.framework``.
    """
    return _content(assessment.version_id, assessment.rubric_id, get_language() or "en")


def questions_of(assessment: Assessment) -> dict[str, Question]:
    """The rows of the assessment's questions by slug, for writing answers; not to be changed."""
    return _questions(assessment.version_id)


def levels_of(assessment: Assessment) -> dict[int, Level]:
    """The rows of the assessment's levels by rank, for writing answers; not to be changed."""
    return _levels(assessment.rubric_id, assessment.version_id)


@lru_cache(maxsize=48)
def _content(version_id: UUID, rubric_id: int, _language: str) -> Content:
    version = FrameworkVersion.objects.select_related("framework").get(pk=version_id)
    return from_version(version, Rubric.objects.get(pk=rubric_id))


@lru_cache(maxsize=48)
def _questions(version_id: UUID) -> dict[str, Question]:
    return {question.slug: question for question in Question.objects.filter(domain__version=version_id)}


# The version is part of the key because rubric ids start again in a restored or an emptied database.
@lru_cache(maxsize=48)
def _levels(rubric_id: int, _version_id: UUID) -> dict[int, Level]:
    return {level.rank: level for level in Level.objects.filter(rubric=rubric_id)}
