"""From bytes to a document that fits the published schema; nothing of it is looked up yet."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from assessments import strict_json
from assessments.answer_files import MAX_IMPORT_BYTES
from assessments.strict_json import JsonError, JsonFault
from reports.exports.data import FORMAT, SCHEMA, VERSION
from reports.imports.faults import MOST_COUNTED, Fault, RefusedError, pointer
from reports.imports.fitting import Fitting

MOST_VALUES = 400_000
"""More than 5 MB of a report hold (a hundred respondents with evidence for sixty questions make 280,000), and
few enough to be judged in seconds.
"""
TYPES: Mapping[str, str | Promise] = {
    "string": gettext_lazy("This must be text."),
    "integer": gettext_lazy("This must be a whole number."),
    "number": gettext_lazy("This must be a number."),
    "boolean": gettext_lazy("This must be true or false."),
    "object": gettext_lazy("This must be an object."),
    "array": gettext_lazy("This must be a list."),
}
BY_CODE: Mapping[str, str | Promise] = {
    strict_json.NOT_UTF8: gettext_lazy("The file is not UTF-8 text. Is it the JSON file of a report?"),
    strict_json.EMPTY: gettext_lazy("The file is empty."),
    strict_json.NOT_JSON: gettext_lazy("From here on the file is not valid JSON."),
    strict_json.TOO_DEEP: gettext_lazy("The file is nested too deeply."),
    strict_json.LONG_NUMBER: gettext_lazy("The file holds a number with too many digits."),
    strict_json.REPEATED: gettext_lazy("The file holds this key twice in the same place."),
    strict_json.CONSTANT: gettext_lazy("The file holds something that is not a JSON number."),
    strict_json.HALF_CHARACTER: gettext_lazy("The file holds half of a character."),
    strict_json.TOO_MANY: gettext_lazy("The file holds too many values."),
}

LIMITS: Mapping[str, str | Promise] = {
    "minimum": gettext_lazy("The least is %(limit)s."),
    "maximum": gettext_lazy("The most is %(limit)s."),
    "maxLength": gettext_lazy("This is too long; the most is %(limit)s characters."),
    "maxItems": gettext_lazy("These are too many; the most is %(limit)s."),
    "maxProperties": gettext_lazy("These are too many; the most is %(limit)s."),
}
SENTENCES: Mapping[str, str | Promise] = {
    "minLength": gettext_lazy("This is empty."),
    "minItems": gettext_lazy("This is empty."),
    "oneOf": gettext_lazy("Exactly one of level, unknown and not_applicable is needed."),
}


def read(content: bytes) -> dict[str, Any]:
    """The document, which fits the schema and holds an assessment. Raises RefusedError."""
    if len(content) > MAX_IMPORT_BYTES:
        most = MAX_IMPORT_BYTES // 1024 // 1024
        raise RefusedError([Fault("", _("The file is larger than %(most)d MB.") % {"most": most})])
    try:
        value = strict_json.parse(content, most=MOST_VALUES)
    except JsonError as error:
        raise RefusedError(map(_unreadable, error.faults)) from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise RefusedError([Fault("", _("This is not a report as data (JSON) of this product."))])
    if value.get("version") != VERSION or isinstance(value["version"], bool):
        said = _("This site reads version %(version)d of the format only.") % {"version": VERSION}
        raise RefusedError([Fault("/version", said)])
    faults = [fault for error in _errors(value) for fault in _faults(error)]
    if faults:
        raise RefusedError(faults)
    if value["assessment"] is None:
        said = _("The file has no answers, so nothing can be made from it. Export the report with answers.")
        raise RefusedError([Fault("/assessment", said), *_reason_given(value["withheld"])])
    return value


def _unreadable(fault: JsonFault) -> Fault:
    place = ""
    if fault.line:
        place = _("line %(line)d, column %(column)d") % {"line": fault.line, "column": fault.column}
    elif fault.detail:
        place = Truncator(json.dumps(fault.detail)).chars(80)
    return Fault(place, str(BY_CODE[fault.code]))


def _reason_given(withheld: str) -> Iterator[Fault]:
    if withheld:
        yield Fault("/withheld", withheld)


def _is_too_long(value: list[Any] | dict[str, Any], schema: Any) -> bool:
    """More than the schema allows is one fault, and nothing of it is looked at."""
    limit = "maxItems" if isinstance(value, list) else "maxProperties"
    return len(value) > schema.get(limit, len(value))


def _items(validator: Any, rule: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, list) and not _is_too_long(instance, schema):
        for place, one in enumerate(instance):
            if not _fitting().fits(rule, one):
                yield from validator.descend(one, rule, path=place)


def _names(validator: Any, rule: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, dict) and not _is_too_long(instance, schema):
        for key in instance:
            if not _fitting().fits(rule, key):
                yield from validator.descend(key, rule)


def _additional(validator: Any, rule: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not isinstance(rule, dict):
        yield from Draft202012Validator.VALIDATORS["additionalProperties"](validator, rule, instance, schema)
    elif isinstance(instance, dict) and not _is_too_long(instance, schema):
        for key, one in instance.items():
            if key not in schema.get("properties", {}) and not _fitting().fits(rule, one):
                yield from validator.descend(one, rule, path=key)


@cache
def _fitting() -> Fitting:
    """Made once a process."""
    return Fitting(json.loads(SCHEMA.read_text(encoding="utf-8")))


@cache
def _validator() -> Validator:
    """Says what is wrong with what does not fit, and leaves out what does, for that would take it long."""
    checks = {"items": _items, "propertyNames": _names, "additionalProperties": _additional}
    return extend(Draft202012Validator, checks)(_fitting().schema)


def _errors(value: Any) -> Iterator[ValidationError]:
    if _fitting().fits(_fitting().schema, value):
        return iter(())
    return islice(_validator().iter_errors(value), MOST_COUNTED)


def _faults(error: ValidationError) -> Iterator[Fault]:
    """One for each key that is missing or unknown, or one with what the value must be."""
    path = list(error.absolute_path)
    instance: Any = error.instance
    rule: Any = error.validator_value
    known: Any = error.schema
    if error.validator == "required":
        for key in rule:
            if key not in instance:
                yield Fault(pointer(*path, key), _("This is missing."))
    elif error.validator == "additionalProperties":
        unknown = (key for key in instance if key not in known["properties"])
        for key in islice(unknown, MOST_COUNTED):
            yield Fault(pointer(*path, key), _("The format does not know this key."))
    else:
        if "propertyNames" in error.absolute_schema_path:
            path.append(str(instance))  # it is the key that does not fit
        yield Fault(pointer(*path), _must_be(str(error.validator), rule))


def _must_be(keyword: str, value: Any) -> str:
    """The sentence for a keyword of the schema, with its ``value``."""
    if keyword == "type":
        kinds = [value] if isinstance(value, str) else value
        return str(TYPES[next(kind for kind in kinds if kind != "null")])
    if keyword in {"const", "enum"}:
        allowed = value if keyword == "enum" else [value]
        return _("This must be %(values)s.") % {"values": ", ".join(map(json.dumps, allowed))}
    if keyword in LIMITS:
        return str(LIMITS[keyword]) % {"limit": value}
    return str(SENTENCES.get(keyword, _("This is not written as the format asks.")))
