"""What the consultants wrote, as it stands under a section."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.report import Remark


def remarks(found: tuple[Remark, ...], level: int = 2) -> Iterator[b.Block]:
    """A quotation for each, with the client's reply."""
    if not found:
        return
    yield b.Heading(level, _("Findings of the consultant"))
    for one in found:
        yield b.Para(b.dotted(one.label, one.draft), b.REMARK_LABEL, anchor=one.anchor)
        yield b.Para(one.text, b.REMARK)
        yield b.Para(b.quiet(b.dotted(one.who, one.handed_over, one.outdated)), b.REMARK)
        if one.reply:
            who = b.quiet(f" {one.reply.who}")
            yield b.Para((b.strong(one.reply.label), who), b.REMARK)
            if one.reply.note:
                yield b.Para(one.reply.note, b.REMARK)
    yield b.Para("", b.TABLE_END)
