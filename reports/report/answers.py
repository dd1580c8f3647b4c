"""The answers as they were given, with their evidence, and who gave them."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.content import DomainText
from reports.report.agreement import consensus_label, respondent_names
from reports.report.answer_shapes import DomainAnswers, Entry, QuestionAnswers, Respondent
from reports.report.functions import people
from reports.report.index import Index, Practice
from reports.report.plain_shapes import Fact
from reports.report.wording import day, listed, sentences, weight_label
from reports.source import Answerer, Given

NOTHING_WRITTEN = Entry(
    respondent="", function="", level=None, label="", reason="", note="", link="", dated="", dated_on=None
)


def answers(index: Index) -> tuple[DomainAnswers, ...]:
    """Every answer, domain by domain, question by question, in the order of the respondents."""
    names = respondent_names(index)
    return tuple(_domain(index, text, names) for text in index.content.domains)


def _domain(index: Index, text: DomainText, names: list[str]) -> DomainAnswers:
    return DomainAnswers(
        domain=text.slug,
        anchor=f"answers-{text.slug}",
        name=text.name,
        questions=tuple(_question(index, practice, names) for practice in index.practices_of(text)),
    )


def _question(index: Index, practice: Practice, names: list[str]) -> QuestionAnswers:
    result = practice.result
    without = _("Not applicable") if result.status == "not_applicable" else index.unknown_label
    return QuestionAnswers(
        question=practice.text.slug,
        anchor=practice.anchor,
        number=practice.number,
        text=practice.text.text,
        key=practice.text.key,
        weight=practice.text.weight,
        weight_label=weight_label(practice.text.weight),
        rating=result.rating,
        evidenced=result.evidenced,
        rating_label=without if result.rating is None else index.label(result.rating),
        evidenced_label=without if result.evidenced is None else index.label(result.evidenced),
        statement=practice.statement,
        consensus=consensus_label(index, practice.text.slug),
        entries=_entries(index, practice.text.slug, names),
        counts=_counts(index, practice),
        note=_note(index, practice),
    )


def _entries(index: Index, question: str, names: list[str]) -> tuple[Entry, ...]:
    """In the order of the respondents; where they are anonymous, what they wrote by its letters."""
    if index.source.names_hidden:
        written = {_unsigned(given[question]) for given in index.given if question in given}
        return tuple(
            sorted(written - {NOTHING_WRITTEN}, key=lambda entry: (entry.reason, entry.note, entry.link))
        )
    return tuple(
        _entry(index, name, answerer, given[question])
        for name, answerer, given in zip(names, index.source.answerers, index.given, strict=True)
        if question in given
    )


def _unsigned(given: Given) -> Entry:
    """Evidence or reason without whose it is, and without the level that it was given for."""
    return replace(
        NOTHING_WRITTEN,
        reason=given.reason,
        note=given.note if _is_safe(given) else f"{given.note}\n{given.link}".strip(),
        link=given.link if _is_safe(given) else "",
    )


def _counts(index: Index, practice: Practice) -> tuple[Fact, ...]:
    """How many chose each level, where that stands in place of who did."""
    if not index.source.names_hidden:
        return ()
    counts = enumerate(practice.result.counts, 1)
    return tuple(Fact(index.label(rank), people(count)) for rank, count in counts if count)


def _note(index: Index, practice: Practice) -> str:
    if not index.source.names_hidden or practice.result.known:
        return ""
    if practice.result.status == "not_applicable":
        return _("Everybody who answered said that it does not apply.")
    return _("Fewer than three people rated it, so nothing is shown; it counts as unknown.")


def _entry(index: Index, name: str, answerer: Answerer, given: Given) -> Entry:
    return Entry(
        respondent=name,
        function=answerer.function,
        level=given.level,
        label=_given_label(index, given),
        reason=given.reason,
        note=given.note if _is_safe(given) else f"{given.note}\n{given.link}".strip(),
        link=given.link if _is_safe(given) else "",
        dated="" if given.dated is None else day(given.dated),
        dated_on=given.dated,
    )


def _is_safe(given: Given) -> bool:
    """Forms accept nothing else, but what a reader may click is decided here."""
    return given.link.startswith(("http://", "https://"))


def _given_label(index: Index, given: Given) -> str:
    if given.level is not None:
        return index.label(given.level)
    return _("We don't know") if given.state == "unknown" else _("Does not apply")


def respondents(index: Index) -> tuple[Respondent, ...]:
    """Who answered, and how much; nobody where they are anonymous."""
    if index.source.names_hidden:
        return ()
    asked = len(index.practices)
    return tuple(
        Respondent(
            name=name,
            function=answerer.function,
            answered=ngettext(
                "%(count)d of %(all)d question answered", "%(count)d of %(all)d questions answered", asked
            )
            % {"count": len(answerer.answers), "all": asked},
            count=len(answerer.answers),
            asked=asked,
        )
        for name, answerer in zip(respondent_names(index), index.source.answerers, strict=True)
    )


def respondents_note(index: Index) -> str:
    """How many answered, where who did is not told."""
    if not index.source.names_hidden:
        return ""
    count = len(index.source.answerers)
    everybody = ngettext(
        "%(count)d person answered anonymously.", "%(count)d people answered anonymously.", count
    ) % {"count": count}
    functions = [
        _("%(function)s: %(count)d") % {"function": name, "count": number}
        for name, number in index.functions.items()
        if name
    ]
    return sentences(
        everybody, _("By function: %(list)s.") % {"list": listed(functions)} if functions else ""
    )
