"""Cells of exported tables that a spreadsheet opens as the text that they are."""

# What a spreadsheet may take for the beginning of a formula, also after blanks (tab and return are such).
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the wide ones as well
RISKY_BLANKS = ("\t", "\r", "\n")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might reckon with the text instead of showing it."""
    return text.startswith(RISKY_BLANKS) or text.lstrip().startswith(FORMULA)


def plain(text: str) -> str:
    """The text for a CSV file; an apostrophe before it, where a spreadsheet would take it for a formula."""
    text = text.replace("\0", "")
    return f"'{text}" if is_risky(text) else text
