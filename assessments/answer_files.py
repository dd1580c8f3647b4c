"""Reads the JSON file of answers that the ``score`` command takes."""

import json
import sys
from pathlib import Path
from typing import Any

MAX_BYTES = 50 * 1024 * 1024
STANDARD_INPUT = "-"


class AnswerFileError(ValueError):
    """A file of answers that cannot be read as JSON; ``faults`` names each fault in one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_answers(name: str) -> Any:
    """The JSON value in a file, or in standard input for "-". Raises AnswerFileError."""
    try:
        text = _bytes(name).decode("utf-8-sig")
    except OSError as error:
        raise AnswerFileError([f"{name}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise AnswerFileError([f"{name}: is not UTF-8 text"]) from error
    if not text.strip():
        raise AnswerFileError([f"{name}: is empty"])
    return _parsed(name, text)


def _bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise AnswerFileError([f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB"])
    return data


class _Strict:
    """Hooks that note what JSON readers usually let pass."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[str] = []

    def unique(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self.faults.append(f"{self.name}: the key {json.dumps(key)} is repeated")
            found[key] = value
        return found

    def no_constant(self, constant: str) -> None:
        self.faults.append(f"{self.name}: {constant} is not a JSON number")


def _parsed(name: str, text: str) -> Any:
    strict = _Strict(name)
    try:
        value = json.loads(text, object_pairs_hook=strict.unique, parse_constant=strict.no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise AnswerFileError([f"{name}: is not valid JSON: {error.msg} ({where})"]) from error
    except RecursionError as error:
        raise AnswerFileError([f"{name}: is nested too deeply"]) from error
    except ValueError as error:
        # Python refuses to read whole numbers of thousands of digits.
        raise AnswerFileError([f"{name}: holds a number with too many digits"]) from error
    if strict.faults:
        raise AnswerFileError(strict.faults)
    return value
