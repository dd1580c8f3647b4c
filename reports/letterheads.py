"""The letterhead of whoever hands a report over: their consultancy's."""

from accounts.models import Consultancy, User
from reports.report.edition import Letterhead


def letterhead_of(user: User | None) -> tuple[Letterhead | None, bytes]:
    """The consultancy of this person and its logo as PNG; None and b"" without one."""
    kept = Consultancy.objects.filter(pk=user.pk).first() if user is not None else None
    if kept is None:
        return None, b""
    letterhead = Letterhead(
        name=kept.name,
        disclaimer=kept.disclaimer,
        accent=kept.accent,
        logo=kept.digest,
        width=kept.width,
        height=kept.height,
    )
    return letterhead, bytes(kept.logo or b"")
