"""Pictures that stand in the document itself: PNGs, as the product writes logos anew."""

import binascii
from base64 import b64decode, b64encode

PREFIX, BEGINNING = "data:image/png;base64,", b"\x89PNG\r\n\x1a\n"


def address_of(content: bytes) -> str:
    """The PNG as an address that the document may load."""
    return PREFIX + b64encode(content).decode()


def content_of(address: str) -> bytes | None:
    """The PNG that the address holds; None when it is any other address."""
    if not address.startswith(PREFIX):
        return None
    try:
        content = b64decode(address.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        return None
    return content if content.startswith(BEGINNING) else None
