"""The one way a framework tree is written as YAML: the same tree always gives the same bytes.

Block style, lines of at most about 110 characters, no anchors. Written by hand rather than by PyYAML, since
its line breaks depend on whether the C library is there.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from assessments.framework_files.tree import FrameworkTree

WIDTH = 110
_PLAIN = re.compile(r"[^\W\d_](.*\S)?")
_CONSTANTS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
# Line breaks and other characters that YAML gives a meaning of its own.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def plain(tree: FrameworkTree) -> dict[str, Any]:
    """The tree as mappings, lists and scalars with the file's keys in their order."""
    return _plain(tree)


def write(tree: FrameworkTree) -> str:
    """The framework file of a tree."""
    return "\n".join(_lines(plain(tree), "")) + "\n"


def digest(tree: FrameworkTree) -> str:
    """Says whether two trees have the same content, whatever their files look like (SHA-256, 64 digits)."""
    content = json.dumps(plain(tree), sort_keys=True, default=_number)
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        entries = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {key: entry for key, entry in entries.items() if entry is not None and entry is not False}
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _lines(value: Any, indent: str) -> Iterator[str]:
    """The lines of a non-empty mapping or list."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _entry(f"{indent}{key}:", entry, indent)
        return
    for item in value:
        if isinstance(item, dict | list):
            first, *rest = _lines(item, f"{indent}  ")
            yield f"{indent}- {first.strip()}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", item, indent)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list):
        if not value:
            yield f"{head} {'{}' if isinstance(value, dict) else '[]'}"
            return
        yield head
        yield from _lines(value, f"{indent}  ")
    elif isinstance(value, str):
        yield from _text(head, value, f"{indent}  ")
    elif isinstance(value, bool):
        yield f"{head} {'true' if value else 'false'}"
    else:
        yield f"{head} {_number(Decimal(value))}"


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    odd = _UNPRINTABLE.search(text.replace("\n", "")) or text != text.strip() or not text
    if not odd and "\n" in text and not re.search(r"[^\S\n]\n|\n[^\S\n]", text):
        yield f"{head} |-"
        for line in text.split("\n"):
            yield f"{indent}{line}" if line else ""
    elif odd or "\n" in text:
        yield f"{head} {_quoted(text)}"
    elif len(head) + 1 + len(text) > WIDTH and "  " not in text:
        yield f"{head} >-"
        yield from _folded(text, indent)
    else:
        yield f"{head} {text if _is_plain(text) else _quoted(text)}"


def _is_plain(text: str) -> bool:
    """Reads back as this text without quotes, in YAML 1.1 and 1.2."""
    ambiguous = ": " in text or " #" in text or text.endswith(":") or text.lower() in _CONSTANTS
    return not ambiguous and _PLAIN.fullmatch(text) is not None


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _folded(text: str, indent: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(indent) + len(line) + 1 + len(word) > WIDTH:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield indent + line
