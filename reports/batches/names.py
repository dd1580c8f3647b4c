"""File names within a ZIP: in the letters of the team, and safe on every system."""

import re
import unicodedata

PART, WHOLE = 60, 200  # characters of one part, bytes of a whole name without its number and ending
# Separators of paths, what Windows refuses, and what nobody sees or what turns the direction of writing.
REFUSED = re.compile(r'[\\/:*?"<>|]')
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(text: str, length: int = PART) -> str:
    """The text as a part of a file name; "" when nothing of it can stay."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(sign) in INVISIBLE else sign for sign in text)
    text = " ".join(REFUSED.sub(" ", text).split())
    return text[:length].strip(" .")


def file_names(wanted: list[tuple[str, ...]], ending: str) -> list[str]:
    """A name for each, of its parts: "Acme – Field sales – 2026-11-21.pdf"; no two are the same anywhere.

    Names that differ in case or accents' form only are the same on some systems.
    """
    taken: set[str] = set()
    return [_distinct(" – ".join(filter(None, map(clean, parts))), ending, taken) for parts in wanted]


def _distinct(name: str, ending: str, taken: set[str]) -> str:
    name = name.encode()[:WHOLE].decode(errors="ignore").strip(" .") or "report"
    found, number = f"{name}{ending}", 1
    while _key(found) in taken:
        number += 1
        found = f"{name} ({number}){ending}"
    taken.add(_key(found))
    return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold()
