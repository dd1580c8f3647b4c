"""Reads the JSON files that commands take."""

import json
import sys
from pathlib import Path
from typing import Any

from assessments import strict_json
from assessments.strict_json import JsonError, JsonFault

MAX_BYTES = 50 * 1024 * 1024
MAX_IMPORT_BYTES = 5 * 1024 * 1024
"""The largest report as data that is imported."""
STANDARD_INPUT = "-"


class AnswerFileError(ValueError):
    """A file of answers that cannot be read as JSON; ``faults`` names each fault in one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_answers(name: str) -> Any:
    """The JSON value in a file, or in standard input for "-". Raises AnswerFileError."""
    data = read_bytes(name)
    if len(data) > MAX_BYTES:
        raise AnswerFileError([f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB"])
    try:
        return strict_json.parse(data)
    except JsonError as error:
        raise AnswerFileError([f"{name}: {_words(fault)}" for fault in error.faults]) from error


def read_bytes(name: str, most: int = MAX_BYTES) -> bytes:
    """What a file, or standard input for "-", begins with: one byte more than ``most`` where it is larger.

    Raises AnswerFileError.
    """
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(most + 1)
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise AnswerFileError([f"{name}: cannot be read: {error.strerror}"]) from error


def _words(fault: JsonFault) -> str:
    words = {
        strict_json.NOT_UTF8: "is not UTF-8 text",
        strict_json.EMPTY: "is empty",
        strict_json.NOT_JSON: f"is not valid JSON: {fault.detail} (line {fault.line}, column {fault.column})",
        strict_json.TOO_DEEP: "is nested too deeply",
        strict_json.LONG_NUMBER: "holds a number with too many digits",
        strict_json.REPEATED: f"the key {json.dumps(fault.detail)} is repeated",
        strict_json.CONSTANT: f"{fault.detail} is not a JSON number",
        strict_json.HALF_CHARACTER: "holds half of a character",
        strict_json.TOO_MANY: "holds too many values",
    }
    return words[fault.code]
