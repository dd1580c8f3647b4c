"""What to raise for the next level, and what is claimed without proof: practices as rows with their
anchors.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reports.report.domain_shapes import Blocker, ProofItem
from reports.report.index import Index, Practice
from reports.report.wording import weight_label, where_to_look
from scoring import Blocker as Found
from scoring import DomainResult


def blockers(index: Index, domain: DomainResult) -> tuple[Blocker, ...]:
    """The domain's blockers in the scorer's order."""
    return tuple(_blocker(index, index.practices[found.question], found) for found in domain.blockers)


def _blocker(index: Index, practice: Practice, found: Found) -> Blocker:
    return Blocker(
        question=found.question,
        anchor=practice.anchor,
        text=practice.text.text,
        key=practice.text.key,
        weight=practice.text.weight,
        weight_label=weight_label(practice.text.weight),
        reason=found.reason,
        reason_label=_reason(found),
        current=found.current,
        target=found.target,
        current_label=index.rating_label(found.current),
        target_label=index.label(found.target),
        today=practice.statement,
        reach_intro=_("At level %(level)d it looks like this:") % {"level": found.target},
        reach=practice.text.anchor(found.target).statement,
        next_step=_next_step(practice, found.current),
    )


_REASONS = {
    "straggler": gettext_noop("Lags behind the domain's level"),
    "key": gettext_noop("Key practice"),
    "majority": gettext_noop("Needed for the majority"),
    "finish": gettext_noop("Not yet at the highest level"),
}


def _reason(found: Found) -> str:
    return _("Unknown: find out first") if found.current is None else _(_REASONS[found.reason])


def _next_step(practice: Practice, current: int | None) -> str:
    if current is None:
        return _("Find out how it is done today. %(place)s") % {"place": _place(practice)}
    return practice.text.anchor(current).next_step


def _place(practice: Practice) -> str:
    return _("Where to look: %(place)s") % {"place": where_to_look(practice.text.evidence)}


def unproven(domain: DomainResult) -> list[str]:
    """The questions whose evidenced rating is lower than the claimed one."""
    return [question.question for question in domain.questions if question.evidenced != question.rating]


def unknown(domain: DomainResult) -> list[str]:
    """The questions that nobody could rate."""
    return [question.question for question in domain.questions if question.status == "unknown"]


def proof_items(index: Index, slugs: Iterable[str]) -> tuple[ProofItem, ...]:
    """The practices to prove, with the record that would."""
    practices = [index.practices[slug] for slug in slugs]
    return tuple(_proof_item(index, practice, practice.text.evidence) for practice in practices)


def find_out_items(index: Index, slugs: Iterable[str]) -> tuple[ProofItem, ...]:
    """The practices that nobody could rate, with where to look."""
    practices = [index.practices[slug] for slug in slugs]
    return tuple(_proof_item(index, practice, _place(practice)) for practice in practices)


def _proof_item(index: Index, practice: Practice, prompt: str) -> ProofItem:
    return ProofItem(
        question=practice.text.slug,
        anchor=practice.anchor,
        text=practice.text.text,
        weight=practice.text.weight,
        weight_label=weight_label(practice.text.weight),
        claimed=practice.result.rating,
        evidenced=practice.result.evidenced,
        claimed_label=index.rating_label(practice.result.rating),
        evidenced_label=index.rating_label(practice.result.evidenced),
        prompt=prompt,
    )
