"""The files of a kept report as they are handed out: the bytes that were written once, or none."""

import hashlib
import logging
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.models import KeptFile

log = logging.getLogger(__name__)
Kind = KeptFile.Kind
LABELS: dict[str, str | Promise] = {**dict(Kind.choices), Kind.PAGE.value: _("Page to read in the browser")}


class BrokenFileError(Exception):
    """The stored bytes are not those that were written."""


def bytes_of(file: KeptFile) -> bytes:
    """Raises BrokenFileError, and logs which, where the bytes do not have the digest they were kept under."""
    content = bytes(file.content)
    if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.digest:
        log.error("Kept file %s of report %s does not have its digest", file.pk, file.report_id)
        raise BrokenFileError
    return content


def in_order(files: Iterable[KeptFile]) -> list[KeptFile]:
    """The page first, then as they are offered."""
    kinds = [Kind.PAGE.value, *(kind for kind in Kind.values if kind != Kind.PAGE)]
    return sorted(files, key=lambda one: kinds.index(one.kind))
