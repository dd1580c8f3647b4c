"""What the review page shows: where the respondents differ most comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions import stamp_of
from assessments.content import Content, DomainText, QuestionText
from assessments.models import Assessment, Consensus, Respondent
from assessments.published import content_of
from assessments.tally import Person, Said, Tallies, Tally, tallies_of
from scoring import Known, NotApplicable

HUNDRED = 100
FEW_NAMES = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose a level, of whom `share` (0 to 100) is drawn; `names` only where they are not hidden."""

    rank: int
    name: str
    statement: str
    count: int
    counted: str
    share: int
    names: tuple[str, ...]
    is_median: bool

    @property
    def has_many_names(self) -> bool:
        return len(self.names) > FEW_NAMES


@dataclass(frozen=True, slots=True)
class FunctionView:
    """What one function sees: its lower median, and how many of it rated the question."""

    name: str
    level: int
    label: str
    counted: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote; `by` and `label` (their answer) are "" where names are hidden."""

    text: str
    link: str
    by: str
    label: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """The recorded consensus; `holds` is False once the answers moved away from it."""

    rank: int
    label: str
    why: str
    by: str
    consensus: Consensus
    holds: bool

    @property
    def stamp(self) -> str:
        return stamp_of(self.consensus)


@dataclass(frozen=True, slots=True)
class Topic:
    """One question under review, in words; empty but for its text where too few answered to show more."""

    slug: str
    number: str
    text: str
    domain: str
    domain_name: str
    key: bool
    tally: Tally
    bars: tuple[Bar, ...]
    rated: str
    spread_label: str
    median_label: str
    deviation: str
    others: tuple[str, ...]
    functions: tuple[FunctionView, ...]
    notes: tuple[Note, ...]
    agreed: Agreed | None

    @property
    def shown(self) -> bool:
        return self.tally.shown

    @property
    def differs(self) -> bool:
        return self.tally.differs

    @property
    def undecided(self) -> bool:
        """Differs by two levels or more, and nothing that holds was agreed on."""
        return self.differs and not (self.agreed and self.agreed.holds)

    @property
    def range(self) -> range:
        """The levels that a consensus may name; one or none where nothing is to be agreed on."""
        result = self.tally.result
        return range(0) if result.lowest is None else range(result.lowest, (result.highest or 0) + 1)

    @property
    def can_agree(self) -> bool:
        return len(self.range) > 1


@dataclass(frozen=True, slots=True)
class Review:
    """Every question, the widest disagreement first; see ``Tallies`` for `waiting`."""

    tallies: Tallies
    topics: tuple[Topic, ...]
    domains: tuple[DomainText, ...]

    @property
    def undecided(self) -> int:
        return sum(topic.undecided for topic in self.topics)

    def topic(self, slug: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.slug == slug), None)


def review_of(assessment: Assessment) -> Review:
    """Reads what may be shown; three queries, however many answered."""
    tallies, content = tallies_of(assessment), content_of(assessment)
    rows = (
        assessment.consensus.select_related("question", "level", "recorded_by") if tallies.questions else ()
    )
    agreed = {consensus.question.slug: consensus for consensus in rows}
    found = {tally.slug: tally for tally in tallies.questions}
    topics = [
        _Page(content, assessment.names_hidden).topic(
            f"{number}.{place}", domain, text, found[text.slug], agreed.get(text.slug)
        )
        for number, domain in enumerate(content.domains, 1)
        for place, text in enumerate(domain.questions, 1)
        if text.slug in found
    ]
    topics.sort(key=_widest_first)
    return Review(tallies=tallies, topics=tuple(topics), domains=content.domains)


def _widest_first(topic: Topic) -> tuple[bool, int, Fraction]:
    """The sort is stable, so that the framework's order decides between equals."""
    result = topic.tally.result
    return (not topic.shown, -result.spread, -result.average_deviation)


@dataclass(frozen=True, slots=True)
class _Page:
    """The words for the questions of one assessment."""

    content: Content
    hidden: bool

    def topic(
        self, number: str, domain: DomainText, text: QuestionText, tally: Tally, consensus: Consensus | None
    ) -> Topic:
        result = tally.result
        return Topic(
            slug=text.slug,
            number=number,
            text=text.text,
            domain=domain.slug,
            domain_name=domain.name,
            key=text.key,
            tally=tally,
            bars=self._bars(text, tally) if result.known else (),
            rated=ngettext("%(count)d person rated it", "%(count)d people rated it", result.known)
            % {"count": result.known},
            spread_label=ngettext("%(count)d level apart", "%(count)d levels apart", result.spread)
            % {"count": result.spread},
            median_label="" if result.median is None else self._label(result.median),
            deviation=_decimal(result.average_deviation),
            others=() if self.hidden else tuple(_others(tally.said)),
            functions=tuple(
                FunctionView(function_name(code), level, self._label(level), _rated(count))
                for code, (level, count) in tally.functions.items()
            ),
            notes=self._notes(tally.said),
            agreed=None if consensus is None or not tally.shown else self._agreed(tally, consensus),
        )

    def _label(self, rank: int) -> str:
        return _("Level %(rank)d %(name)s") % {"rank": rank, "name": self.content.levels[rank - 1].name}

    def _bars(self, text: QuestionText, tally: Tally) -> tuple[Bar, ...]:
        result = tally.result
        return tuple(
            Bar(
                rank=level.rank,
                name=level.name,
                statement=text.anchor(level.rank).statement,
                count=count,
                counted=_rated(count),
                share=HUNDRED * count // result.known,
                names=() if self.hidden else _names(tally.said, level.rank),
                is_median=level.rank == result.median,
            )
            for level, count in zip(self.content.levels, result.counts, strict=True)
        )

    def _notes(self, said: Iterable[Said]) -> tuple[Note, ...]:
        """Where names are hidden, in the order of their letters: not even the order tells who wrote what."""
        notes = [self._note(one) for one in said if one.note or one.link or _reason(one)]
        return tuple(sorted(notes, key=lambda note: (note.text, note.link)) if self.hidden else notes)

    def _note(self, one: Said) -> Note:
        label = self._label(one.rating.level) if isinstance(one.rating, Known) else ""
        # Forms accept nothing else, but what a reader may click is decided here.
        safe = one.link.startswith(("http://", "https://"))
        return Note(
            text="\n".join(part for part in (_reason(one), one.note, "" if safe else one.link) if part),
            link=one.link if safe else "",
            by="" if self.hidden else person_name(one.person),
            label="" if self.hidden else label,
        )

    def _agreed(self, tally: Tally, consensus: Consensus) -> Agreed:
        lowest, highest = tally.result.lowest or 0, tally.result.highest or 0
        rank = consensus.level.rank
        return Agreed(
            rank=rank,
            label=self._label(rank),
            why=consensus.why,
            by=consensus.recorded_by.get_full_name() if consensus.recorded_by else "",
            consensus=consensus,
            holds=lowest <= rank <= highest,
        )


def _rated(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _reason(one: Said) -> str:
    return one.rating.reason if isinstance(one.rating, NotApplicable) else ""


def _names(said: Iterable[Said], rank: int) -> tuple[str, ...]:
    return tuple(
        person_name(one.person) for one in said if isinstance(one.rating, Known) and one.rating.level == rank
    )


def _others(said: Iterable[Said]) -> Iterable[str]:
    """Who gave no level, by name."""
    for one in said:
        if isinstance(one.rating, NotApplicable):
            yield _("%(name)s: does not apply") % {"name": person_name(one.person)}
        elif not isinstance(one.rating, Known):
            yield _("%(name)s: we don't know") % {"name": person_name(one.person)}


def person_name(person: Person) -> str:
    """As given or as the account says; who has no name is numbered, like in the report."""
    return person.name or _("Respondent %(number)d") % {"number": person.number}


def function_name(code: str) -> str:
    """The function's label, also where none was given."""
    return str(dict(Respondent.Function.choices).get(code, "")) or _("Function not given")


def _decimal(number: Fraction) -> str:
    """At most two decimals, halves up, as the report prints it."""
    text = f"{int(number * HUNDRED + Fraction(1, 2)) / HUNDRED:.2f}".rstrip("0").rstrip(".")
    return number_format(text, use_l10n=True)
