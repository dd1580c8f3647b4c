"""The answers as they were given, with their evidence, and who gave them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.content import DomainText
from reports.report.agreement import consensus_label
from reports.report.index import Index, Practice
from reports.report.shapes import DomainAnswers, Entry, QuestionAnswers, Respondent
from reports.report.wording import day, weight_label
from reports.source import Answerer, Given


def answers(index: Index) -> tuple[DomainAnswers, ...]:
    """Every answer, domain by domain, question by question, in the order of the respondents."""
    names = respondent_names(index)
    return tuple(_domain(index, text, names) for text in index.content.domains)


def respondent_names(index: Index) -> list[str]:
    """Names as given; who gave none is numbered."""
    return [
        answerer.name or _("Respondent %(number)d") % {"number": number}
        for number, answerer in enumerate(index.source.answerers, 1)
    ]


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
        weight_label=weight_label(practice.text.weight),
        rating_label=without if result.rating is None else index.label(result.rating),
        evidenced_label=without if result.evidenced is None else index.label(result.evidenced),
        statement=practice.statement,
        consensus=consensus_label(index, practice.text.slug),
        entries=tuple(
            _entry(index, name, answerer, given[practice.text.slug])
            for name, answerer, given in zip(names, index.source.answerers, index.given, strict=True)
            if practice.text.slug in given
        ),
    )


def _entry(index: Index, name: str, answerer: Answerer, given: Given) -> Entry:
    # Forms accept nothing else, but what a reader may click is decided here.
    safe = given.link.startswith(("http://", "https://"))
    return Entry(
        respondent=name,
        function=answerer.function,
        label=_given_label(index, given),
        reason=given.reason,
        note=given.note if safe else f"{given.note}\n{given.link}".strip(),
        link=given.link if safe else "",
        dated="" if given.dated is None else day(given.dated),
    )


def _given_label(index: Index, given: Given) -> str:
    if given.level is not None:
        return index.label(given.level)
    return _("We don't know") if given.state == "unknown" else _("Does not apply")


def respondents(index: Index) -> tuple[Respondent, ...]:
    """Who answered, and how much."""
    asked = len(index.practices)
    return tuple(
        Respondent(
            name=name,
            function=answerer.function,
            answered=ngettext(
                "%(count)d of %(all)d question answered", "%(count)d of %(all)d questions answered", asked
            )
            % {"count": len(answerer.answers), "all": asked},
        )
        for name, answerer in zip(respondent_names(index), index.source.answerers, strict=True)
    )
