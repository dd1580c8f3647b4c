"""Reading JSON without what JSON readers usually let pass: files that people upload or hand to a command."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 100
HALF = re.compile("[\ud800-\udfff]")
LONGEST_NUMBER = 400  # characters
NOT_UTF8, EMPTY, NOT_JSON, TOO_DEEP = "not_utf8", "empty", "not_json", "too_deep"
LONG_NUMBER, REPEATED, CONSTANT, HALF_CHARACTER = "long_number", "repeated", "constant", "half_character"
TOO_MANY = "too_many"
MOST_NOTED = 100  # faults; a hostile file could hold a million


@dataclass(frozen=True, slots=True)
class JsonFault:
    """What is wrong, as one of the codes above. ``detail`` is the key that is repeated, what stands in place
    of a number, or the reader's own words; ``line`` and ``column`` run from 1 and are 0 where unknown.
    """

    code: str
    detail: str = ""
    line: int = 0
    column: int = 0


class JsonError(ValueError):
    """Bytes that are no JSON by the strict reading; ``faults`` holds at least one."""

    def __init__(self, *faults: JsonFault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def parse(data: bytes, *, most: int | None = None) -> Any:
    """The JSON value in UTF-8 bytes, with or without a byte order mark.

    Raises JsonError for anything else, for repeated keys, NaN and infinities, numbers beyond what Python
    holds, halves of surrogate pairs, nesting deeper than ``MAX_DEPTH``, and more than ``most`` values and
    keys.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonError(JsonFault(NOT_UTF8)) from error
    if not text.strip():
        raise JsonError(JsonFault(EMPTY))
    strict = _Strict()
    value = _loaded(text, strict)
    faults = strict.faults or _faults_within(value, most)
    if faults:
        raise JsonError(*faults)
    return value


class _Strict:
    """Hooks that note what JSON readers usually let pass."""

    def __init__(self) -> None:
        self.faults: list[JsonFault] = []

    def unique(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self._note(JsonFault(REPEATED, key))
            found[key] = value
        return found

    def no_constant(self, constant: str) -> None:
        self._note(JsonFault(CONSTANT, constant))

    def finite(self, digits: str) -> float:
        number = float(digits)
        if len(digits) > LONGEST_NUMBER or not math.isfinite(number):
            self._note(JsonFault(LONG_NUMBER))
        return number

    def _note(self, fault: JsonFault) -> None:
        if len(self.faults) < MOST_NOTED:
            self.faults.append(fault)


def _loaded(text: str, strict: _Strict) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=strict.unique,
            parse_constant=strict.no_constant,
            parse_float=strict.finite,
        )
    except json.JSONDecodeError as error:
        raise JsonError(JsonFault(NOT_JSON, error.msg, error.lineno, error.colno)) from error
    except RecursionError as error:
        raise JsonError(JsonFault(TOO_DEEP)) from error
    except ValueError as error:
        # Python refuses to read whole numbers of thousands of digits.
        raise JsonError(JsonFault(LONG_NUMBER)) from error


def _faults_within(value: Any, most: int | None) -> list[JsonFault]:
    """Without recursion, which a hostile file could exhaust."""
    waiting, seen = [(value, 1)], 1
    while waiting:
        item, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return [JsonFault(TOO_DEEP)]
        if isinstance(item, str) and HALF.search(item):
            return [JsonFault(HALF_CHARACTER)]
        inner = [*item, *item.values()] if isinstance(item, dict) else item if isinstance(item, list) else ()
        seen += len(inner)
        if most is not None and seen > most:
            return [JsonFault(TOO_MANY)]
        waiting += [(one, depth + 1) for one in inner]
    return []
