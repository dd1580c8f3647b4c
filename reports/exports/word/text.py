"""Text as the document can hold it: whole, inert, and with addresses that lead only to the web."""

import re

# What XML 1.0 cannot hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLANKS = re.compile("[\t\n\r ]+")
BREAKS = re.compile("\r\n?")
INSTEAD = "\N{REPLACEMENT CHARACTER}"
# Word repairs a file whose addresses are none; what is not plainly one stays text.
ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?](?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
    r"(#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)
LONGEST_ADDRESS = 2000


def clean(text: str) -> str:
    """The text with line breaks of one kind; each character that no XML may hold is seen as "�"."""
    return FORBIDDEN.sub(INSTEAD, BREAKS.sub("\n", text))


def in_one_line(text: str) -> str:
    """The text without line breaks and tabs; its no-break spaces stay."""
    return BLANKS.sub(" ", text).strip()


def is_address(text: str) -> bool:
    """Whether the text can be what a link leads to, as it is."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None
