"""The consultants' findings and comments, each in the section that it is about, with the client's replies."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reports.remarks import Answered
from reports.remarks import Remark as Written
from reports.report.domain_shapes import Remark, Reply
from reports.report.index import Index
from reports.report.wording import day
from reports.source import Reopened


def remarks(index: Index, section: str, domain: str = "") -> tuple[Remark, ...]:
    """Those on a section ("summary", "gaps", "disagreements", or "domain" with its slug), oldest first."""
    return tuple(
        _remark(one, index.source.reopenings)
        for one in index.source.remarks
        if (one.section, one.domain) == (section, domain)
    )


def written_on_result_of(written_at: datetime, reopenings: Iterable[Reopened]) -> str:
    """Which earlier result a text was written on, in words; "" when it was written on the present one."""
    later = [one for one in reopenings if one.at > written_at]
    if not later:
        return ""
    date = day(localtime(min(later, key=lambda one: one.at).first_submitted_at))
    return _("Written on the result of %(date)s, before the assessment was opened again") % {"date": date}


def _remark(written: Written, reopenings: Iterable[Reopened]) -> Remark:
    handed_over, result = written.handed_over_at, written_on_result_of(written.written_at, reopenings)
    return Remark(
        anchor=f"finding-{written.pk}",
        label=_("Comment by the consultant") if written.kind == "comment" else _("Finding by the consultant"),
        text=written.text,
        who=_("%(name)s, written on %(date)s") % {"name": written.author, "date": day(written.written_at)},
        written_on=written.written_at.date(),
        handed_over=_("handed over on %(date)s") % {"date": day(handed_over)} if handed_over else "",
        handed_over_on=handed_over.date() if handed_over else None,
        draft="" if handed_over else _("Draft, not handed over"),
        outdated=result,
        reply=_reply(written.reply) if written.reply else None,
    )


def _reply(answered: Answered) -> Reply:
    disputed = answered.verdict == "disputed"
    return Reply(
        disputed=disputed,
        label=_("Disputed by the team") if disputed else _("Agreed by the team"),
        note=answered.note,
        who=_("%(name)s, on %(date)s") % {"name": answered.author, "date": day(answered.at)},
    )
