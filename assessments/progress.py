"""How far a respondent, or the whole team, has come with an assessment."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from assessments.content import Content, DomainText, QuestionText
from assessments.models import Answer, Assessment, Question, Respondent, RespondentInvitation
from assessments.published import levels_of, questions_of

# The database's words for ``Answer.is_complete``; reasons are stored without surrounding blanks.
COMPLETE = Q(carried=False) & (
    Q(state__in=[Answer.State.LEVEL, Answer.State.UNKNOWN])
    | (Q(state=Answer.State.NOT_APPLICABLE) & ~Q(reason=""))
)

Answers = dict[str, Answer]


def counted_words(answered: int, total: int) -> str:
    """The progress in words, for example "12 of 30 answered"."""
    return ngettext("%(answered)d of %(total)d answered", "%(answered)d of %(total)d answered", total) % {
        "answered": answered,
        "total": total,
    }


@dataclass(frozen=True)
class OwnCount:
    """How many of all questions have an answer."""

    answered: int
    total: int

    @property
    def words(self) -> str:
        return counted_words(self.answered, self.total)


@dataclass(frozen=True)
class DomainProgress:
    """A domain's place in the task list; ``state`` is not_started, in_progress or done.

    ``carried`` counts the answers of the last round to be confirmed, ``reworded`` those among them whose
    question or statements changed.
    """

    slug: str
    name: str
    answered: int
    total: int
    carried: int
    reworded: int
    started: bool

    @property
    def open(self) -> int:
        return self.total - self.answered

    @property
    def state(self) -> str:
        if self.total and self.answered == self.total:
            return "done"
        return "in_progress" if self.answered or self.started else "not_started"

    @property
    def state_words(self) -> str:
        return {
            "done": gettext("Done"),
            "in_progress": gettext("In progress"),
            "not_started": gettext("Not started"),
        }[self.state]

    @property
    def counted(self) -> str:
        return counted_words(self.answered, self.total)


@dataclass(frozen=True)
class Progress:
    """Every domain's progress, in framework order."""

    domains: tuple[DomainProgress, ...]

    @property
    def answered(self) -> int:
        return sum(domain.answered for domain in self.domains)

    @property
    def total(self) -> int:
        return sum(domain.total for domain in self.domains)

    @property
    def carried(self) -> int:
        return sum(domain.carried for domain in self.domains)

    @property
    def reworded(self) -> int:
        return sum(domain.reworded for domain in self.domains)

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total

    @property
    def next_open(self) -> DomainProgress | None:
        """The first domain with a question that is open."""
        return next((domain for domain in self.domains if domain.open), None)

    @property
    def counted(self) -> str:
        return counted_words(self.answered, self.total)


def answers_of(respondent: Respondent, assessment: Assessment, domain: DomainText | None = None) -> Answers:
    """The respondent's answers by question slug, of one domain or of all, with their levels. One query."""
    questions = {question.pk: question for question in questions_of(assessment).values()}
    levels = {level.pk: level for level in levels_of(assessment).values()}
    rows = Answer.objects.filter(respondent=respondent)
    if domain is not None:
        slugs = {question.slug for question in domain.questions}
        rows = rows.filter(question__in=[pk for pk, question in questions.items() if question.slug in slugs])
    answers = {}
    for answer in rows:
        answer.question = questions[answer.question_id]
        if answer.level_id is not None:
            answer.level = levels[answer.level_id]
        answers[answer.question.slug] = answer
    return answers


def open_questions(domain: DomainText, answers: Answers) -> list[QuestionText]:
    """The questions of a domain without a complete answer, in their order."""
    return [
        question
        for question in domain.questions
        if question.slug not in answers or not answers[question.slug].is_complete
    ]


def domain_progress(domain: DomainText, answers: Answers) -> DomainProgress:
    """One respondent's progress in one domain."""
    complete = {slug for slug, answer in answers.items() if answer.is_complete}
    started = {slug for slug, answer in answers.items() if not answer.carried}
    carried = {
        slug: answer
        for slug, answer in answers.items()
        if answer.carried and answer.state != Answer.State.BLANK
    }
    return _domain(domain, complete, started=started, carried=carried)


def progress_of(content: Content, answers: Answers) -> Progress:
    """One respondent's progress in all domains."""
    return Progress(domains=tuple(domain_progress(domain, answers) for domain in content.domains))


def team_progress(assessment: Assessment, content: Content) -> Progress:
    """Which questions anybody answered. One query."""
    complete = set(
        Answer.objects.filter(COMPLETE, respondent__assessment=assessment).values_list(
            "question__slug", flat=True
        )
    )
    domains = (_domain(domain, complete, started=complete, carried={}) for domain in content.domains)
    return Progress(domains=tuple(domains))


def _domain(domain: DomainText, complete: set[str], *, started: set[str], carried: Answers) -> DomainProgress:
    slugs = {question.slug for question in domain.questions}
    return DomainProgress(
        slug=domain.slug,
        name=domain.name,
        answered=len(slugs & complete),
        total=len(slugs),
        carried=len(slugs & set(carried)),
        reworded=sum(carried[slug].reworded for slug in slugs & set(carried)),
        started=bool(slugs & started),
    )


def counts_of(assessments: Iterable[Assessment]) -> dict[object, str]:
    """The team's progress in words by assessment id. Three queries, however many.

    Of anonymous respondents it tells how many of those invited have finished, and nothing of their answers.
    """
    assessments = list(assessments)
    answered = dict(
        Answer.objects.filter(COMPLETE, respondent__assessment__in=assessments)
        .values_list("respondent__assessment")
        .annotate(Count("question", distinct=True))
    )
    totals = _totals(assessments)
    finished = _finished_words([one for one in assessments if one.names_hidden])
    return {
        assessment.pk: finished.get(assessment.pk, gettext("Anonymous respondents"))
        if assessment.names_hidden
        else counted_words(answered.get(assessment.pk, 0), totals.get(assessment.version_id, 0))
        for assessment in assessments
    }


def _finished_words(assessments: list[Assessment]) -> dict[object, str]:
    """How many have finished of how many invited, in words by assessment id; nothing where nobody is."""
    rows = RespondentInvitation.objects.filter(assessment__in=assessments, revoked_at=None).order_by()
    counted = rows.values("assessment").annotate(
        ready=Count("pk", filter=Q(finished=True)), everybody=Count("pk")
    )
    return {
        row["assessment"]: ngettext(
            "%(finished)d of %(invited)d has finished",
            "%(finished)d of %(invited)d have finished",
            row["everybody"],
        )
        % {"finished": row["ready"], "invited": row["everybody"]}
        for row in counted
    }


def own_counts_of(respondents: Iterable[Respondent]) -> dict[object, OwnCount]:
    """Each respondent's own progress by respondent id. Two queries, however many."""
    respondents = list(respondents)
    answered = dict(
        Answer.objects.filter(COMPLETE, respondent__in=respondents)
        .values_list("respondent")
        .annotate(Count("pk"))
    )
    totals = _totals([respondent.assessment for respondent in respondents])
    return {
        respondent.pk: OwnCount(
            answered.get(respondent.pk, 0), totals.get(respondent.assessment.version_id, 0)
        )
        for respondent in respondents
    }


def _totals(assessments: Iterable[Assessment]) -> dict[object, int]:
    """The number of questions by framework version. One query."""
    versions = {assessment.version_id for assessment in assessments}
    return dict(
        Question.objects.filter(domain__version__in=versions)
        .order_by()
        .values_list("domain__version")
        .annotate(Count("pk"))
    )
