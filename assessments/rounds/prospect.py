"""What a next round would keep, reword, add and drop, as its page shows it before it is started."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from assessments.models import Answer, Assessment, FrameworkVersion
from assessments.rounds.changes import Changed, Changes, Edition, Text, changes_between
from assessments.rounds.offers import rubric_for
from assessments.rounds.reading import editions_of


@dataclass(frozen=True, slots=True)
class Pair:
    """One text that changed, before and after; ``place`` says where it stands."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RewordedQuestion:
    """A question with what changed in it: no pairs when it reads the same in this language."""

    text: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Reweighted:
    """A question that counts differently; ``counts`` says how, in a phrase for each difference."""

    text: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A question and the name of its domain."""

    text: str
    domain: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """Everything in the active language; ``same`` counts questions, ``losses`` are whole sentences."""

    same: int
    reworded: tuple[RewordedQuestion, ...]
    reweighted: tuple[Reweighted, ...]
    new: tuple[Listed, ...]
    gone: tuple[Listed, ...]
    new_domains: tuple[str, ...]
    gone_domains: tuple[str, ...]
    renamed_domains: tuple[Pair, ...]
    losses: tuple[str, ...]
    ratings_carry: bool

    @property
    def is_unchanged(self) -> bool:
        """Nothing is to be told but that every answer carries over."""
        changed = self.reworded or self.reweighted or self.new or self.gone or self.losses
        return not (changed or self.new_domains or self.gone_domains or self.renamed_domains)


def prospect_of(previous: Assessment, version: FrameworkVersion) -> Prospect:
    """The next round of an assessment on this version. A constant number of queries."""
    editions = {
        edition.number: edition
        for edition in editions_of(previous.version, version, rubric=previous.rubric.slug)
    }
    changes = changes_between(previous.version.number, version.number, list(editions.values()))
    before, after = editions[previous.version.number], editions[version.number]
    return Prospect(
        same=len(changes.same),
        reworded=tuple(_reworded(pair, statements=changes.ratings_carry) for pair in changes.reworded),
        reweighted=tuple(_reweighted(pair) for pair in changes.reweighted),
        new=tuple(Listed(_said(one.text), _said(after.domains[one.domain])) for one in changes.new),
        gone=tuple(Listed(_said(one.text), _said(before.domains[one.domain])) for one in changes.gone),
        new_domains=tuple(_said(name) for name in changes.new_domains),
        gone_domains=tuple(_said(name) for name in changes.gone_domains),
        renamed_domains=tuple(
            Pair("", _said(one), _said(other))
            for one, other in changes.renamed_domains
            if _said(one) != _said(other)
        ),
        losses=tuple(_losses(previous, version, after, changes)),
        ratings_carry=changes.ratings_carry,
    )


def _said(text: Text) -> str:
    """In the active language, or else in English."""
    return text.get(get_language() or "en") or text.get("en", "")


def _reworded(pair: Changed, *, statements: bool) -> RewordedQuestion:
    before, after = pair.before, pair.after
    texts = [(gettext("Question"), before.text, after.text)]
    if statements:
        texts += [
            (gettext("Level %(rank)d") % {"rank": rank}, one, other)
            for rank, (one, other) in enumerate(
                zip(before.statements, after.statements, strict=True), start=1
            )
        ]
    return RewordedQuestion(
        _said(after.text),
        tuple(
            Pair(place, _said(one), _said(other)) for place, one, other in texts if _said(one) != _said(other)
        ),
    )


def _reweighted(pair: Changed) -> Reweighted:
    counts = []
    if pair.before.weight != pair.after.weight:
        words = gettext("weight %(before)d → %(after)d")
        counts.append(words % {"before": pair.before.weight, "after": pair.after.weight})
    if pair.before.key != pair.after.key:
        counts.append(
            gettext("now a key practice") if pair.after.key else gettext("no longer a key practice")
        )
    return Reweighted(_said(pair.after.text), tuple(counts))


def _losses(
    previous: Assessment, version: FrameworkVersion, after: Edition, changes: Changes
) -> Iterator[str]:
    """What the new version has no place for."""
    if not changes.ratings_carry:
        yield _rubric_lost(previous, version, after)
    number = version.number
    if previous.goal is not None and previous.goal.slug not in changes.goals:
        words = gettext(
            "Version %(number)d does not have this business goal; the set-up lets you choose another: "
            "“%(goal)s”."
        )
        yield words % {"goal": previous.goal.name, "number": number}
    for sign in previous.warning_signs.exclude(slug__in=changes.signs):
        words = gettext("Version %(number)d does not have this warning sign: “%(sign)s”.")
        yield words % {"sign": sign.text, "number": number}
    excused = Answer.objects.filter(
        respondent__assessment=previous,
        state=Answer.State.NOT_APPLICABLE,
        question__slug__in=changes.now_key,
    )
    for slug in sorted(set(excused.values_list("question__slug", flat=True))):
        words = gettext(
            "“%(question)s” has become a key practice, which always applies: “does not apply” is no answer "
            "to it any more."
        )
        yield words % {"question": _said(after.questions[slug].text)}


def _rubric_lost(previous: Assessment, version: FrameworkVersion, after: Edition) -> str:
    names = {
        "rubric": previous.rubric.name,
        "number": version.number,
        "other": rubric_for(version, previous.rubric.slug).name,
    }
    if after.levels:
        words = gettext(
            "The rubric “%(rubric)s” has another number of levels in version %(number)d, so a level is "
            "picked anew for every question. Notes, links and dates are kept."
        )
    else:
        words = gettext(
            "The rubric “%(rubric)s” is not in version %(number)d, which is answered with “%(other)s”, so a "
            "level is picked anew for every question. Notes, links and dates are kept."
        )
    return words % names
