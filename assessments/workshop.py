"""What the workshop's screen and phones show: who joined, who voted, and the revealed distribution."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext, ngettext

from assessments.content import Content, DomainText, QuestionText
from assessments.models import Answer, Assessment, Consensus, Workshop, WorkshopSeat

Asked = tuple[DomainText, QuestionText]


@dataclass(frozen=True)
class Turnout:
    """How many take part, and how many of them voted on the question on the screen."""

    joined: int
    voted: int

    @property
    def joined_words(self) -> str:
        if not self.joined:
            return gettext("Nobody has joined yet")
        return ngettext("%(joined)d person has joined", "%(joined)d people have joined", self.joined) % {
            "joined": self.joined
        }

    @property
    def voted_words(self) -> str:
        return ngettext("%(voted)d of %(joined)d voted", "%(voted)d of %(joined)d voted", self.joined) % {
            "voted": self.voted,
            "joined": self.joined,
        }


@dataclass(frozen=True)
class Voice:
    """Somebody behind an answer; ``voted`` unless the answer was given before this vote."""

    name: str
    function: str
    voted: bool


@dataclass(frozen=True)
class Bar:
    """One possible answer and who gave it; ``rank`` is None beside the levels.

    The widths are hundredths of the longest bar, for votes and for earlier answers.
    """

    rank: int | None
    name: str
    statement: str
    voices: tuple[Voice, ...]
    voted_width: int
    earlier_width: int

    @property
    def count(self) -> int:
        return len(self.voices)


@dataclass(frozen=True)
class Distribution:
    """The revealed answers to one question, with the lower median of the known levels."""

    bars: tuple[Bar, ...]
    ranks: tuple[int, ...]

    @property
    def median(self) -> int | None:
        return self.ranks[(len(self.ranks) - 1) // 2] if self.ranks else None

    @property
    def differ(self) -> bool:
        return bool(self.ranks) and self.ranks[0] != self.ranks[-1]

    @property
    def has_earlier(self) -> bool:
        return any(not voice.voted for bar in self.bars for voice in bar.voices)

    @property
    def choices(self) -> list[int]:
        """The levels that can be agreed on: from the lowest to the highest that anyone gave."""
        return list(range(self.ranks[0], self.ranks[-1] + 1)) if self.ranks else []


def running(assessment: Assessment) -> Workshop | None:
    """The workshop that runs, with the question on the screen. One query; none in an anonymous assessment."""
    if assessment.names_hidden:
        return None
    return Workshop.objects.select_related("question").filter(pk=assessment.pk, ended_at=None).first()


def turnout(workshop: Workshop) -> Turnout:
    """One query."""
    counts = WorkshopSeat.objects.filter(workshop=workshop).aggregate(
        joined=Count("pk"),
        voted=Count("pk", filter=Q(voted_on=workshop.question_id, voted_on__isnull=False)),
    )
    return Turnout(**counts)


def asked_in(content: Content) -> list[Asked]:
    """All questions with their domains, in framework order."""
    return [(domain, question) for domain in content.domains for question in domain.questions]


def on_screen(workshop: Workshop, asked: Sequence[Asked]) -> int | None:
    """The place among the questions of the one on the screen."""
    if workshop.question is None:
        return None
    return [question.slug for _domain, question in asked].index(workshop.question.slug)


def distribution(workshop: Workshop, content: Content, text: QuestionText) -> Distribution:
    """Everybody's complete answer to what is on the screen, of those who are absent as well. One query."""
    answers = [answer for answer in _answers(workshop) if answer.is_complete]
    kinds: list[tuple[int | None, str, str, str]] = [
        (level.rank, str(level.rank), level.name, text.anchor(level.rank).statement)
        for level in content.levels
    ]
    kinds.append((None, Answer.State.UNKNOWN, "", gettext("We don’t know")))
    kinds.append((None, Answer.State.NOT_APPLICABLE, "", gettext("Does not apply")))
    by_kind = {kind[1]: [answer for answer in answers if _kind_of(answer) == kind[1]] for kind in kinds}
    longest = max(map(len, by_kind.values()), default=0) or 1
    bars = [
        _bar(rank, name, statement, by_kind[key], longest)
        for rank, key, name, statement in kinds
        if rank is not None or by_kind[key]
    ]
    ranks = sorted(answer.level.rank for answer in answers if answer.level is not None)
    return Distribution(tuple(bars), tuple(ranks))


def _answers(workshop: Workshop) -> Iterable[Answer]:
    rows = Answer.objects.filter(
        respondent__assessment=workshop.assessment_id, question=workshop.question_id
    ).annotate(voted=Q(respondent__seat__voted_on=F("question")))
    return rows.select_related("respondent__user", "level").order_by("respondent__created_at", "respondent")


def _kind_of(answer: Answer) -> str:
    return str(answer.level.rank) if answer.level is not None else answer.state


def _bar(rank: int | None, name: str, statement: str, answers: list[Answer], longest: int) -> Bar:
    voices = tuple(sorted(map(_voice, answers), key=lambda voice: not voice.voted))
    voted = sum(voice.voted for voice in voices)
    return Bar(
        rank=rank,
        name=name,
        statement=statement,
        voices=voices,
        voted_width=100 * voted // longest,
        earlier_width=100 * (len(voices) - voted) // longest,
    )


def _voice(answer: Answer) -> Voice:
    respondent = answer.respondent
    name = respondent.name or (respondent.user.name if respondent.user else "")
    function = str(respondent.get_function_display())
    return Voice(
        name=name or function or gettext("Respondent"),
        function=function if name else "",
        voted=bool(getattr(answer, "voted", False)),
    )


def consensus_on(workshop: Workshop) -> Consensus | None:
    """What was agreed on the question on the screen, so far. One query."""
    rows = Consensus.objects.filter(assessment=workshop.assessment_id, question=workshop.question_id)
    return rows.select_related("level").first()
