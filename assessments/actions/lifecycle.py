"""Opening and sealing an assessment."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import Organisation, User
from assessments.actions.anonymising import leave_only_finished
from assessments.actions.locking import lock, lock_open
from assessments.actions.recording import record_about
from assessments.models import (
    Answer,
    Assessment,
    BusinessGoal,
    FrameworkVersion,
    Question,
    Respondent,
    Rubric,
    StoredResult,
    WarningSign,
)
from assessments.responses import instrument_of, missing_questions, to_responses
from scoring import SCORER_VERSION, dump, rate


class IncompleteError(Exception):
    """Questions without an answer keep the assessment from being sealed."""

    def __init__(self, missing: list[Question]) -> None:
        super().__init__(f"{len(missing)} questions without an answer")
        self.missing = missing


def _check_parts(
    version: FrameworkVersion, rubric: Rubric, goal: BusinessGoal | None, signs: Iterable[WarningSign]
) -> None:
    parts: list[Rubric | BusinessGoal | WarningSign] = [rubric, *signs]
    if goal is not None:
        parts.append(goal)
    if any(part.version_id != version.pk for part in parts):
        raise ValueError("Rubric, goal and warning signs must belong to the framework version.")


@transaction.atomic
def open_assessment(
    *,
    version: FrameworkVersion,
    rubric: Rubric,
    team: str,
    goal: BusinessGoal | None = None,
    warning_signs: Iterable[WarningSign] = (),
    owner: User | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    function: str = "",
    title: str = "",
    opened_at: datetime | None = None,
    pk: UUID | None = None,
) -> Assessment:
    """Opens an assessment with the opener as its first respondent.

    Raises ValueError when the version is not published, or rubric, goal or signs belong to another one, and
    IntegrityError when there is an assessment of that ``pk``.
    """
    signs = list(warning_signs)
    if version.status != FrameworkVersion.Status.PUBLISHED:
        raise ValueError("Only a published framework version can be answered.")
    _check_parts(version, rubric, goal, signs)
    assessment = Assessment.objects.create(
        pk=pk or uuid4(),
        version=version,
        rubric=rubric,
        team=team,
        title=title,
        goal=goal,
        owner=owner,
        organisation=organisation,
        report_language=organisation.language if organisation else settings.LANGUAGE_CODE,
        opened_at=opened_at or timezone.now(),
    )
    assessment.warning_signs.set(signs)
    add_respondent(assessment=assessment, user=owner, name=name, function=function, is_opener=True)
    record_about(Event.ASSESSMENT_OPENED, assessment, owner)
    return assessment


@transaction.atomic
def change_set_up(
    *,
    assessment: Assessment,
    team: str,
    rubric: Rubric,
    goal: BusinessGoal | None,
    warning_signs: Iterable[WarningSign],
    actor: User | None = None,
) -> Assessment:
    """Changes the set-up of an open assessment; the rubric only while nothing is answered with another one.

    Raises SealedError, and ValueError for parts of another version or a rubric that answers depend on.
    """
    signs = list(warning_signs)
    locked = lock_open(assessment.pk)
    _check_parts(locked.version, rubric, goal, signs)
    if rubric.pk != locked.rubric_id and has_rated_answers(locked):
        raise ValueError("The rubric cannot change once levels were picked.")
    locked.team, locked.rubric, locked.goal = team, rubric, goal
    locked.save(update_fields=["team", "rubric", "goal"])
    locked.warning_signs.set(signs)
    record_about(Event.ASSESSMENT_CHANGED, locked, actor)
    return locked


def has_rated_answers(assessment: Assessment) -> bool:
    """True once any respondent picked a level of the assessment's rubric."""
    return Answer.objects.filter(respondent__assessment=assessment, level__isnull=False).exists()


def add_respondent(
    *,
    assessment: Assessment,
    user: User | None = None,
    name: str = "",
    function: str = "",
    is_opener: bool = False,
) -> Respondent:
    """One more person who answers, apart from the others."""
    return Respondent.objects.create(
        assessment=assessment, user=user, name=name, function=function, is_opener=is_opener
    )


@transaction.atomic
def submit(
    *,
    assessment: Assessment,
    report_language: str | None = None,
    submitted_at: datetime | None = None,
    actor: User | None = None,
) -> tuple[Assessment, bool]:
    """Seals an assessment and stores its result: once, however many ask.

    Its report is made in ``report_language``, or in the one that the assessment has. With anonymous
    respondents those count who finished, and what the others began is deleted. Returns the assessment and
    whether this call sealed it. Raises TooFewError, and IncompleteError naming the questions that nobody
    answered.
    """
    locked = lock(assessment.pk)
    if locked.is_sealed:
        return locked, False
    if locked.names_hidden:
        leave_only_finished(locked)
    locked.report_language = report_language or locked.report_language
    seal(locked=locked, submitted_at=submitted_at or timezone.now())
    record_about(Event.ASSESSMENT_SUBMITTED, locked, actor)
    return locked, True


def seal(*, locked: Assessment, submitted_at: datetime) -> None:
    """Scores an open assessment and stores its result; the caller holds its lock and records who did it.

    Raises IncompleteError.
    """
    missing = missing_questions(locked)
    if missing:
        raise IncompleteError(missing)
    result = rate(instrument_of(locked), to_responses(locked))
    StoredResult.objects.create(
        assessment=locked, scorer=SCORER_VERSION, data=dump(result), overall=result.overall.level
    )
    locked.submitted_at = submitted_at
    locked.save(update_fields=["submitted_at", "report_language"])


@transaction.atomic
def change_report_language(*, assessment: Assessment, language: str) -> None:
    """From now on everybody reads the report in this language; nothing else of it changes.

    Raises ValueError for a language that is none of the site's.
    """
    if language not in dict(settings.LANGUAGES):
        raise ValueError("Not a language of this site.")
    locked = lock(assessment.pk)
    locked.report_language = language
    locked.save(update_fields=["report_language"])
