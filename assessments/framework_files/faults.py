"""What is wrong with a framework file, and where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

LONGEST_SHOWN = 80
LONGEST_LIST = 300


class FrameworkFileError(ValueError):
    """A framework file, or a draft version, has faults; ``faults`` names each in one line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


class Fault(str):
    """One line on a fault; ``keys`` and ``message`` hold the place and the words apart."""

    keys: tuple[str | int, ...]
    message: str

    @classmethod
    def at(cls, place: "Place", message: str, line: str) -> "Fault":
        fault = cls(line)
        fault.keys, fault.message = place.keys(), message
        return fault


def shown(value: Any) -> str:
    """A value as one short line, whatever it holds."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def listed(words: Sequence[str]) -> str:
    """The words that are known, as many as fit on a line."""
    text = ", ".join(word for word in words if word)
    return text if len(text) <= LONGEST_LIST else f"{text[:LONGEST_LIST]}…"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in its file: ``domains[2].questions[0].text``, with its line where known."""

    parent: "Place | None" = None
    key: str | int = ""
    line: int | None = None

    def at(self, key: str | int, container: Any) -> "Place":
        """The place of an entry, present or missing, of a mapping or a list."""
        lines = getattr(container, "lines", None)
        line = self.line
        if isinstance(lines, dict):
            line = lines.get(key, line)
        elif lines is not None and isinstance(key, int):
            line = lines[key]
        return Place(self, key, line)

    def __str__(self) -> str:
        if self.parent is None:
            return ""
        before = str(self.parent)
        if isinstance(self.key, int):
            return f"{before}[{self.key}]"
        name = self.key if self.key.replace("-", "_").replace(".", "_").isidentifier() else shown(self.key)
        return f"{before}.{name[:LONGEST_SHOWN]}" if before else name[:LONGEST_SHOWN]

    def keys(self) -> tuple[str | int, ...]:
        return () if self.parent is None else (*self.parent.keys(), self.key)

    def fault(self, message: str) -> Fault:
        """One line: the place, what is wrong there, and the line number."""
        where = str(self) or _("file")
        if self.line is None:
            return Fault.at(self, message, f"{where}: {message}")
        what = {"place": where, "fault": message, "line": self.line}
        return Fault.at(self, message, _("%(place)s: %(fault)s (line %(line)d)") % what)
