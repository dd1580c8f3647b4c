"""Reading the JSON document of answers: structure and types, with every fault named by its key."""

import json
from collections.abc import Iterator, Sequence

from scoring.responses import Consensus, Known, NotApplicable, Rating, Response, Responses, Unknown

ANSWERS = ("level", "unknown", "not_applicable")


def parse_responses(data: object) -> tuple[Responses | None, list[str]]:
    """Return the responses of an `in` document and no faults, or None and every fault, one line each.

    Whatever JSON value comes in, nothing is raised. `framework` and `rubric` choose the instrument and are
    looked up by the caller; of `rubric` only its presence and type are checked here. What needs the
    instrument (slugs, ranges, key practices) is left to `scoring.problems`.
    """
    reader = _Reader()
    responses = reader.responses(data)
    return (None, reader.faults) if reader.faults else (responses, [])


class _Reader:
    """Collects faults and reads on with a harmless value, so that one run names them all."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def responses(self, data: object) -> Responses:
        entries = self._entries(
            data,
            "",
            required=("rubric", "responses"),
            optional=("framework", "goal", "warning_signs", "consensus"),
        )
        self._text(entries.get("rubric", ""), "rubric")
        goal = entries.get("goal")
        return Responses(
            responses=tuple(
                self._response(item, path)
                for item, path in self._items(entries.get("responses", []), "responses")
            ),
            goal=None if goal is None else self._text(goal, "goal"),
            warning_signs=tuple(
                self._text(item, path)
                for item, path in self._items(entries.get("warning_signs", []), "warning_signs")
            ),
            consensus={
                slug: self._consensus(value, path)
                for slug, value, path in self._by_slug(entries.get("consensus", {}), "consensus")
            },
        )

    def _response(self, data: object, path: str) -> Response:
        entries = self._entries(data, path, optional=("respondent", "function", "answers"))
        return Response(
            respondent=self._text(entries.get("respondent", ""), f"{path}.respondent"),
            answers={
                slug: self._answer(value, place)
                for slug, value, place in self._by_slug(entries.get("answers", {}), f"{path}.answers")
            },
            function=self._text(entries.get("function", ""), f"{path}.function"),
        )

    def _answer(self, data: object, path: str) -> Rating:
        entries = self._entries(data, path, optional=(*ANSWERS, "evidence"))
        given = [name for name in ANSWERS if name in entries]
        if isinstance(data, dict) and len(given) != 1:
            self._fault(path, "exactly one of level, unknown and not_applicable is needed")
        evidence = self._text(entries.get("evidence", ""), f"{path}.evidence")
        if "evidence" in entries and "level" not in given:
            self._fault(f"{path}.evidence", "goes only with a level")
        if "unknown" in given and entries["unknown"] is not True:
            self._fault(f"{path}.unknown", "can only be true")
        if "level" in given:
            return Known(self._whole(entries["level"], f"{path}.level"), bool(evidence.strip()))
        if "not_applicable" in given:
            return NotApplicable(self._text(entries["not_applicable"], f"{path}.not_applicable"))
        return Unknown()

    def _consensus(self, data: object, path: str) -> Consensus:
        entries = self._entries(data, path, required=("level", "why"))
        return Consensus(
            level=self._whole(entries.get("level", 1), f"{path}.level"),
            why=self._text(entries.get("why", ""), f"{path}.why"),
        )

    def _entries(
        self, data: object, path: str, *, required: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> dict[str, object]:
        if not isinstance(data, dict):
            self._fault(path or "document", "must be an object")
            return {}
        for name in required:
            if name not in data:
                self._fault(_joined(path, name), "is required")
        for name in data:
            if name not in required and name not in optional:
                self._fault(_joined(path, name), "is not a known key")
        return data

    def _items(self, data: object, path: str) -> Iterator[tuple[object, str]]:
        if not isinstance(data, list):
            self._fault(path, "must be a list")
            return
        for index, item in enumerate(data):
            yield item, f"{path}[{index}]"

    def _by_slug(self, data: object, path: str) -> Iterator[tuple[str, object, str]]:
        if not isinstance(data, dict):
            self._fault(path, "must be an object")
            return
        for slug, value in data.items():
            yield slug, value, f"{path}[{json.dumps(slug)}]"

    def _text(self, value: object, path: str) -> str:
        if isinstance(value, str):
            return value
        self._fault(path, "must be text")
        return ""

    def _whole(self, value: object, path: str) -> int:
        # To Python true is a whole number; to whoever wrote the document it is not.
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._fault(path, "must be a whole number")
        return 1

    def _fault(self, path: str, fault: str) -> None:
        self.faults.append(f"{path}: {fault}")


def _joined(path: str, name: str) -> str:
    # A key that is no plain name could hold a line break; JSON's escapes keep the fault on one line.
    shown = name if name.isidentifier() else json.dumps(name)
    return f"{path}.{shown}" if path else shown
