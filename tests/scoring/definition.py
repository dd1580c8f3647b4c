"""The design's definition of a level, written down a second time, slowly and literally, to compare with."""

from fractions import Fraction

from scoring import Domain, Instrument, Known, NotApplicable, Responses

Item = tuple[int, int, bool]  # rating, weight, key practice


def level_of(items: list[Item], top: int) -> int:
    """Try every level from the top down; 1 is the floor."""
    return next((level for level in range(top, 1, -1) if all(conditions(items, level))), 1)


def conditions(items: list[Item], level: int) -> tuple[bool, bool, bool]:
    """Tell whether the majority, nothing behind, and the key practices hold for the level."""
    majority = share_at(items, level) > Fraction(1, 2)
    return (
        majority,
        all(rating >= level - 1 for rating, _, _ in items),
        all(rating >= level for rating, _, key in items if key),
    )


def share_at(items: list[Item], level: int) -> Fraction:
    whole = sum((Fraction(weight) for _, weight, _ in items), Fraction(0))
    return sum((weight / whole for rating, weight, _ in items if rating >= level), Fraction(0))


def progress_of(items: list[Item], top: int) -> Fraction:
    level = level_of(items, top)
    if level == top:
        return Fraction(0)
    towards = min(Fraction(1), 2 * share_at(items, level + 1)) * share_at(items, level)
    return min(Fraction(99, 100), towards)


class DomainByDefinition:
    """A domain's ratings, three ways, and the weights that decide whether it is rated."""

    def __init__(self, instrument: Instrument, responses: Responses, domain: Domain) -> None:
        self.total = sum(question.weight for question in domain.questions)
        self.known = 0
        self.claimed: list[Item] = []
        self.evidenced: list[Item] = []
        self.potential: list[Item] = []
        for question in domain.questions:
            given = [r.answers[question.slug] for r in responses.responses if question.slug in r.answers]
            levels = sorted(answer.level for answer in given if isinstance(answer, Known))
            if not levels and given and all(isinstance(answer, NotApplicable) for answer in given):
                continue
            claimed, evidenced, potential = 1, 1, instrument.top
            if levels:
                self.known += question.weight
                agreed = responses.consensus.get(question.slug)
                claimed = potential = agreed.level if agreed else levels[(len(levels) + 1) // 2 - 1]
                proven = [a.level for a in given if isinstance(a, Known) and a.evidence]
                evidenced = claimed
                if claimed >= instrument.evidence_from:
                    counted = min(claimed, max(proven, default=0))
                    evidenced = max(counted, instrument.evidence_from - 1, 1)
            self.claimed.append((claimed, question.weight, question.key))
            self.evidenced.append((evidenced, question.weight, question.key))
            self.potential.append((potential, question.weight, question.key))

    @property
    def status(self) -> str:
        if not self.claimed:
            return "not_applicable"
        return "rated" if Fraction(self.known, self.total) >= Fraction(1, 2) else "not_rated"
