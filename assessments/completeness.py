"""Which texts of a version lack a language. Pure: a tree in, places out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.conf import settings

from assessments.framework_files import ENGLISH, FrameworkTree

Keys = tuple[str | int, ...]
NOT_TEXTS = {"anchors", "relevance"}


@dataclass(frozen=True, slots=True)
class Completeness:
    """``missing`` lists by language where a text, of ``texts`` in all, is there in English only."""

    texts: int
    missing: Mapping[str, tuple[Keys, ...]]


def completeness(tree: FrameworkTree) -> Completeness:
    """The gaps of each language but English; a text without English is a fault and not counted here."""
    found = [(keys, text) for keys, text in _texts(tree, ()) if ENGLISH in text]
    languages = [code for code, _name in settings.LANGUAGES if code != ENGLISH]
    missing = {code: tuple(keys for keys, text in found if code not in text) for code in languages}
    return Completeness(len(found), missing)


def _texts(node: Any, keys: Keys) -> Iterator[tuple[Keys, Mapping[str, str]]]:
    if is_dataclass(node):
        for field in fields(node):
            value, place = getattr(node, field.name), (*keys, field.name)
            if isinstance(value, Mapping) and field.name not in NOT_TEXTS:
                yield place, value
            else:
                yield from _texts(value, place)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _texts(value, (*keys, key))
    elif isinstance(node, tuple):
        for index, item in enumerate(node):
            yield from _texts(item, (*keys, index))
