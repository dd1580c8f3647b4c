"""From the bytes of a YAML file to plain mappings, lists and scalars that remember their lines.

Only what a framework file needs is accepted: no tags, anchors, aliases, directives, repeated keys, second
documents, and bounds on size, depth and number of values, so that a hostile file costs little.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from assessments.framework_files.faults import FrameworkFileError, shown

MAX_BYTES = 2 * 1024 * 1024
MAX_VALUES = 50_000  # some ten times those of the largest framework supplied
MAX_DEPTH = 20
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# All of these are numbers, booleans or null to YAML 1.1 as well; dates, octals, "yes" and "no" stay text.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{0,18}")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


class Lined(dict[str, Any]):
    """A mapping with the line of each of its keys, and its own."""

    def __init__(self, items: Iterable[tuple[str, Any]] = (), line: int = 0) -> None:
        super().__init__(items)
        self.line = line
        self.lines: dict[Any, int] = {}


class LinedList(list[Any]):
    """A list with the line of each of its items, and its own."""

    # The items come first, since Django's lookups copy a list by calling its type with them.
    def __init__(self, items: Iterable[Any] = (), line: int = 0) -> None:
        super().__init__(items)
        self.line = line
        self.lines: list[int] = []


def read_file(path: Path) -> Any:
    """The content of a YAML file; raises FrameworkFileError."""
    try:
        with path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1))
    except OSError as error:
        raise FrameworkFileError(
            [_("cannot be read: %(reason)s; check its name and who may read it") % {"reason": error.strerror}]
        ) from error


def read(data: bytes) -> Any:
    """The content of a YAML document; raises FrameworkFileError naming what is refused."""
    text = _decoded(data)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.feed(event)
    except yaml.YAMLError as error:
        raise FrameworkFileError([_yaml_fault(error)]) from error
    if builder.faults:
        raise FrameworkFileError(builder.faults)
    return builder.root


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise FrameworkFileError([_("is larger than 2 MB; choose a framework file, which is far smaller")])
    if b"\0" in data:
        raise FrameworkFileError([_("holds a NUL byte; save it as UTF-8 text")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FrameworkFileError(
            [_("is not UTF-8 text; save it in that encoding (line %(line)d)") % {"line": line}]
        ) from error
    if not text.strip():
        raise FrameworkFileError([_("is empty; choose a file that holds a framework")])
    return text


def _yaml_fault(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = " ".join(str(getattr(error, "problem", None) or getattr(error, "reason", "")).split())
    if mark is None:
        return _("is not valid YAML: %(problem)s; check quotes, colons and indentation") % {
            "problem": problem
        }
    message = _(
        "is not valid YAML: %(problem)s; check quotes, colons and indentation there "
        "(line %(line)d, column %(column)d)"
    )
    return message % {"problem": problem, "line": mark.line + 1, "column": mark.column + 1}


def _scalar(event: yaml.ScalarEvent) -> Any:
    """A plain scalar by its look, a quoted or block one as text."""
    value = event.value
    if not event.implicit[0]:
        return value
    if value.lower() in _CONSTANTS:
        return _CONSTANTS[value.lower()]
    if _WHOLE.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return Decimal(value)
    return value


class _Builder:
    """Builds values from parser events, refusing at the event what a framework file may not hold."""

    def __init__(self) -> None:
        self.root: Any = None
        self.faults: list[str] = []
        self._open: list[Lined | LinedList] = []
        self._keys: list[str | None] = []
        self._values = 0
        self._documents = 0

    def feed(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        for refused in self._refusals(event):
            raise FrameworkFileError([_("%(what)s (line %(line)d)") % {"what": refused, "line": line}])
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(Lined(line=line), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(LinedList(line=line), line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)

    def _refusals(self, event: yaml.Event) -> Iterator[str]:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield _("anchors and aliases (& and *) are not allowed; write the text out in each place")
        if getattr(event, "tag", None):
            yield _("tags (!) are not allowed; remove them, or put a text that begins so in quotes")
        if isinstance(event, yaml.DocumentStartEvent) and (event.tags or event.version):
            yield _("directives (%%) are not allowed; remove the lines that begin so") % {}
        if isinstance(event, yaml.DocumentStartEvent) and self._documents:
            yield _("only one document is allowed; remove what follows the line of hyphens")
        if isinstance(event, yaml.CollectionStartEvent) and len(self._open) >= MAX_DEPTH:
            yield _("is nested too deeply; check brackets and indentation")
        if isinstance(event, yaml.CollectionStartEvent) and self._awaits_key():
            yield _("keys must be text; write a word before the colon")
        if self._values > MAX_VALUES:
            yield _("holds too many values; choose a framework file, which is far smaller")

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], Lined) and self._keys[-1] is None

    def _begin(self, container: Lined | LinedList, line: int) -> None:
        self._place(container, line)
        self._open.append(container)
        self._keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if self._awaits_key():
            self._key(event.value, line)
        else:
            self._place(_scalar(event), line)

    def _key(self, key: str, line: int) -> None:
        mapping = self._open[-1]
        if key in mapping:
            what = {"key": shown(key), "line": line}
            self.faults.append(_("the key %(key)s is repeated; keep one of the two (line %(line)d)") % what)
        if isinstance(mapping, Lined):
            mapping.lines.setdefault(key, line)
        self._keys[-1] = key

    def _place(self, value: Any, line: int) -> None:
        self._values += 1
        if not self._open:
            self.root = value
            return
        container = self._open[-1]
        if isinstance(container, LinedList):
            container.append(value)
            container.lines.append(line)
            return
        key = self._keys[-1]
        if key is not None:
            container[key] = value
        self._keys[-1] = None
