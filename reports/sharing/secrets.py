"""The secret of a link to a report, and the right to read that a browser has once it showed the secret.

The database holds a link's digest only. A browser that opened the link remembers a fingerprint of it, which
is worthless as soon as the link has another secret or another passphrase.
"""

import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import salted_hmac

from reports.models import ShareLink

SESSION_KEY = "shared"
SITTING = 12 * 3600  # seconds in which one opening lets a browser read
MOST_HELD = 20  # links that one browser remembers


def secret_for(filled_in: str, parts: Mapping[str, str]) -> str:
    """32 bytes for an address, which only this site can tell: ``filled_in`` is one filling-in of the form.

    The same filling-in with the same content has the same secret, so that a form sent twice makes one link.
    """
    content = "\n".join(f"{name}={len(text)}:{text}" for name, text in sorted(parts.items()))
    digest = salted_hmac("reports.sharing", f"{filled_in}\n{content}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What the database keeps of a secret: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()


def hashed_passphrase(passphrase: str) -> str:
    return make_password(passphrase) if passphrase else ""


def opened_by(link_id: UUID, token: str) -> ShareLink | None:
    """The link that the token belongs to, alive or not; takes as long when there is none."""
    found = _found(link_id)
    matches = compare_digest(found.token_hash if found else hash_of(""), hash_of(token))
    return found if matches else None


def grant(session: SessionBase, link: ShareLink) -> None:
    """From now on this browser may read what the link shows, for one sitting."""
    held = {key: value for key, value in session.get(SESSION_KEY, {}).items() if key != str(link.pk)}
    newest = list(held.items())[1 - MOST_HELD :]
    session[SESSION_KEY] = dict(newest) | {str(link.pk): [_fingerprint(link), int(time.time())]}


def remembered(session: SessionBase, link_id: UUID) -> ShareLink | None:
    """The link, alive or not, if this browser once opened it as it is now."""
    fingerprint, _since = _held(session, link_id)
    found = _found(link_id) if fingerprint else None
    return found if found is not None and compare_digest(_fingerprint(found), fingerprint) else None


def may_read(session: SessionBase, link: ShareLink) -> bool:
    """Whether this browser, which remembers the link, still reads by it."""
    _fingerprint, since = _held(session, link.pk)
    return link.is_alive and time.time() - since <= SITTING


def _held(session: SessionBase, link_id: UUID) -> tuple[str, int]:
    fingerprint, since = session.get(SESSION_KEY, {}).get(str(link_id), ["", 0])
    return fingerprint, since


def _found(link_id: UUID) -> ShareLink | None:
    rows = ShareLink.objects.select_related("report__assessment__organisation")
    return rows.filter(pk=link_id).first()


def _fingerprint(link: ShareLink) -> str:
    state = f"{link.pk}:{link.token_hash}:{link.passphrase}"
    return salted_hmac("reports.sharing.opened", state, algorithm="sha256").hexdigest()
