"""Writing an imported assessment: sealed, in one organisation, whole or not at all."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.audit import Event
from accounts.models import Organisation, User
from assessments.actions.lifecycle import seal
from assessments.actions.locking import lock
from assessments.actions.recording import record_about
from assessments.models import Answer, AnswerRevision, Assessment, Consensus, Respondent
from reports.imports.plan import Person, Plan

BATCH = 500  # rows


def import_assessment(*, plan: Plan, organisation: Organisation, actor: User) -> tuple[Assessment, bool]:
    """Makes the assessment, and whether this call did: what was imported into the organisation before is
    returned as it stands, however many send it at once.
    """
    pk = _key(plan, organisation)
    here = Assessment.objects.filter(pk=pk).first()
    if here is not None:
        return here, False
    try:
        return _make(pk=pk, plan=plan, organisation=organisation, actor=actor), True
    except IntegrityError:
        here = Assessment.objects.filter(pk=pk).first()
        if here is None:
            raise
        return here, False


def _key(plan: Plan, organisation: Organisation) -> UUID:
    """The id that this assessment gets there, so that the database refuses a second one.

    Derived with the site's secret: nobody can choose it.
    """
    digest = salted_hmac("reports.imports", f"{organisation.pk} {plan.key}", algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


@transaction.atomic
def _make(*, pk: UUID, plan: Plan, organisation: Organisation, actor: User) -> Assessment:
    """Nobody is let in by a name in a file: the respondents have no account here."""
    assessment = Assessment.objects.create(
        pk=pk,
        version=plan.version,
        rubric=plan.rubric,
        team=plan.team,
        title=plan.title,
        goal=plan.goal,
        owner=actor,
        organisation=organisation,
        report_language=plan.language,
        opened_at=plan.opened_at,
    )
    assessment.warning_signs.set(plan.signs)
    _write_people(assessment, plan.people, actor)
    Consensus.objects.bulk_create(
        Consensus(assessment=assessment, question=one.question, level=one.level, why=one.why)
        for one in plan.consensus
    )
    locked = lock(pk)
    seal(locked=locked, submitted_at=plan.submitted_at)
    record_about(Event.ASSESSMENT_IMPORTED, locked, actor)
    return locked


def _write_people(assessment: Assessment, people: tuple[Person, ...], actor: User) -> None:
    """Each answer with its first version, saved by whoever imports it."""
    rows = [
        Respondent(
            assessment=assessment,
            name=person.name,
            function=person.function,
            # Respondents stand in the order in which they came.
            created_at=assessment.opened_at + timedelta(microseconds=place),
        )
        for place, person in enumerate(people)
    ]
    Respondent.objects.bulk_create(rows, batch_size=BATCH)
    now = timezone.now()
    answers = [
        Answer(respondent=row, question=question, updated_at=now, **content.columns())
        for row, person in zip(rows, people, strict=True)
        for question, content in person.answers
    ]
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    revisions = (
        AnswerRevision(answer=answer, saved_at=now, saved_by=actor, **answer.content()) for answer in answers
    )
    AnswerRevision.objects.bulk_create(revisions, batch_size=BATCH)
