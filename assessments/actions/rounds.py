"""Opening the next round of an assessment, on the newest version of its framework."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.locking import lock
from assessments.models import (
    Answer,
    Assessment,
    FrameworkVersion,
    Level,
    Question,
    Respondent,
    RespondentInvitation,
)
from assessments.published import levels_of, questions_of
from assessments.rounds import Changes, changes_between, editions_of, rubric_for, versions_offered


class NoVersionError(Exception):
    """Every version of the framework was retired, so no assessment can be opened."""


@transaction.atomic
def open_next_round(
    *, previous: Assessment, version: FrameworkVersion | None = None, opened_at: datetime | None = None
) -> Assessment:
    """Opens the next round of a sealed assessment, each respondent's answers carried over to be confirmed.

    On ``version``, or on the newest published one: answers carry over by question and rank, goal and warning
    signs by slug, and what the version lacks is left behind. An assessment has one next round: when there is
    one already, that is returned. Raises ValueError when the previous round is still open or the version is
    not offered, and NoVersionError when none is.
    """
    locked = lock(previous.pk)
    if not locked.is_sealed:
        raise ValueError("The previous round has to be submitted first.")
    following = locked.next_rounds.order_by("opened_at").first()
    if following is not None:
        return following
    chosen = _offered(locked, version)
    editions = editions_of(locked.version, chosen, rubric=locked.rubric.slug)
    changes = changes_between(locked.version.number, chosen.number, editions)
    assessment = _opened(locked, chosen, changes, opened_at)
    _carry(locked, assessment, changes)
    return assessment


def _offered(previous: Assessment, version: FrameworkVersion | None) -> FrameworkVersion:
    offered = versions_offered(previous)
    if not offered:
        raise NoVersionError
    if version is None:
        return offered[0]
    for one in offered:
        if one.pk == version.pk:
            return one
    raise ValueError("The next round uses the newest published version, or the last round's.")


def _opened(
    previous: Assessment, version: FrameworkVersion, changes: Changes, opened_at: datetime | None
) -> Assessment:
    goal = previous.goal
    assessment = Assessment.objects.create(
        version=version,
        rubric=rubric_for(version, previous.rubric.slug),
        team=previous.team,
        title=previous.title,
        goal=version.goals.get(slug=goal.slug) if goal is not None and goal.slug in changes.goals else None,
        owner_id=previous.owner_id,
        organisation_id=previous.organisation_id,
        previous=previous,
        report_language=previous.report_language,
        names_hidden=previous.names_hidden,
        opened_at=opened_at or timezone.now(),
    )
    ticked = previous.warning_signs.filter(slug__in=changes.signs).values("slug")
    assessment.warning_signs.set(version.warning_signs.filter(slug__in=ticked))
    return assessment


def _carry(previous: Assessment, assessment: Assessment, changes: Changes) -> None:
    """Everyone who answered, with a copy of each answer that still means something.

    Anonymous answers are nobody's: that round starts with whoever owns it, and nothing carried over.
    """
    if previous.names_hidden:
        Respondent.objects.create(assessment=assessment, user_id=previous.owner_id, is_opener=True)
        return
    befores = list(previous.respondents.prefetch_related("answers__question", "answers__level"))
    afters = Respondent.objects.bulk_create(
        Respondent(
            assessment=assessment,
            user_id=before.user_id,
            name=before.name,
            function=before.function,
            is_opener=before.is_opener,
        )
        for before in befores
    )
    _ask_again(assessment, {before.pk: after for before, after in zip(befores, afters, strict=True)})
    target = _Target(questions_of(assessment), levels_of(assessment), changes)
    Answer.objects.bulk_create(
        answer
        for before, after in zip(befores, afters, strict=True)
        for answer in target.carried(before, after)
    )


def _ask_again(assessment: Assessment, afters: Mapping[UUID, Respondent]) -> None:
    """Whoever answered by a personal link gets another one, whose mail is sent by hand."""
    RespondentInvitation.objects.bulk_create(
        RespondentInvitation(
            assessment=assessment,
            respondent=afters[before.respondent_id],
            email=before.email,
            name=before.name,
            function=before.function,
            language=before.language,
        )
        for before in RespondentInvitation.objects.filter(respondent__in=list(afters), revoked_at=None)
        if before.respondent_id is not None
    )


@dataclass(frozen=True)
class _Target:
    """The new round's questions by slug and levels by rank."""

    questions: Mapping[str, Question]
    levels: Mapping[int, Level]
    changes: Changes

    def carried(self, before: Respondent, after: Respondent) -> Iterator[Answer]:
        for answer in before.answers.all():
            question = self.questions.get(answer.question.slug)
            content = self._content(answer, question) if question is not None else None
            if content is not None:
                yield Answer(
                    respondent=after,
                    question=question,
                    carried=True,
                    reworded=answer.question.slug in self.changes.reworded_slugs,
                    **content,
                )

    def _content(self, answer: Answer, question: Question) -> dict[str, Any] | None:
        """What the answer says here: its evidence only where its level or reason means nothing any more."""
        content = answer.content()
        rated = answer.level is not None
        if answer.level is not None and self.changes.ratings_carry:
            return content | {"level_id": self.levels[answer.level.rank].pk}
        excused = answer.state == Answer.State.NOT_APPLICABLE and question.key
        if not (rated or excused or answer.state == Answer.State.BLANK):
            return content
        if not answer.has_evidence:
            return None
        return content | {"state": Answer.State.BLANK, "level_id": None, "reason": ""}
