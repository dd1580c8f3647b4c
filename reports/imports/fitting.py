"""Whether a value fits a JSON Schema, as a plain yes or no: a file of ten thousand answers takes a moment.

jsonschema, which says what is wrong, takes a hundred times as long; it is asked about what does not fit only.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]
Rule = Mapping[str, Any] | bool
Keyword = Callable[["Fitting", Mapping[str, Any]], Check]
NOTES = frozenset({"$schema", "$id", "$defs", "title", "description"})


class Fitting:
    """The checks of one schema, which has to use no keywords but those below (KeyError otherwise) and stay as
    it is, for each of its parts is known by its identity.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema
        # With the rule itself, or its identity could become that of another one.
        self._checks: dict[int, tuple[Rule, Check]] = {}

    def fits(self, rule: Rule, value: Any) -> bool:
        """Whether the value fits a ``rule`` of the schema; where it does, so does jsonschema find."""
        if id(rule) not in self._checks:
            self._checks[id(rule)] = (rule, self._check(rule))
        return self._checks[id(rule)][1](value)

    def _check(self, rule: Rule) -> Check:
        if isinstance(rule, bool):
            return lambda _value: rule
        # In the order of KEYWORDS, so that what is too long is not looked at one by one.
        if unknown := rule.keys() - KEYWORDS.keys() - NOTES:
            raise KeyError(*unknown)
        checks = [make(self, rule) for keyword, make in KEYWORDS.items() if keyword in rule]
        return lambda value: all(check(value) for check in checks)

    def _reference(self, rule: Mapping[str, Any]) -> Check:
        """Looked up at its first use, for a schema may refer to what comes later in it."""
        _root, _defs, name = rule["$ref"].split("/")
        target = self.schema["$defs"][name]
        return lambda value: self.fits(target, value)

    def _one_of(self, rule: Mapping[str, Any]) -> Check:
        checks = [self._check(one) for one in rule["oneOf"]]
        return lambda value: sum(check(value) for check in checks) == 1

    def _items(self, rule: Mapping[str, Any]) -> Check:
        check = self._check(rule["items"])
        return lambda value: not isinstance(value, list) or all(map(check, value))

    def _properties(self, rule: Mapping[str, Any]) -> Check:
        checks = {key: self._check(one) for key, one in rule["properties"].items()}
        return lambda value: (
            not isinstance(value, dict)
            or all(checks[key](one) for key, one in value.items() if key in checks)
        )

    def _additional(self, rule: Mapping[str, Any]) -> Check:
        known, check = rule.get("properties", {}), self._check(rule["additionalProperties"])
        return lambda value: (
            not isinstance(value, dict) or all(check(one) for key, one in value.items() if key not in known)
        )

    def _names(self, rule: Mapping[str, Any]) -> Check:
        check = self._check(rule["propertyNames"])
        return lambda value: not isinstance(value, dict) or all(map(check, value))


def _type(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    names = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    checks = [TYPES[name] for name in names]
    return checks[0] if len(checks) == 1 else lambda value: any(check(value) for check in checks)


def _is_whole(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())


def _is_number(value: Any) -> bool:
    return type(value) in {int, float}


def _same(value: Any, other: Any) -> bool:
    """True is not 1."""
    return type(value) is type(other) and bool(value == other)


def _required(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    keys = frozenset(rule["required"])
    return lambda value: not isinstance(value, dict) or keys <= value.keys()


def _pattern(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    search = re.compile(rule["pattern"]).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _enum(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    return lambda value: any(_same(value, one) for one in rule["enum"])


def _const(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    return lambda value: _same(value, rule["const"])


def _at_least(keyword: str, kind: type[Any]) -> Keyword:
    def check(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
        least = rule[keyword]
        return lambda value: not isinstance(value, kind) or len(value) >= least

    return check


def _at_most(keyword: str, kind: type[Any]) -> Keyword:
    def check(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
        most = rule[keyword]
        return lambda value: not isinstance(value, kind) or len(value) <= most

    return check


def _minimum(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    return lambda value: not _is_number(value) or value >= rule["minimum"]


def _maximum(_fitting: Fitting, rule: Mapping[str, Any]) -> Check:
    return lambda value: not _is_number(value) or value <= rule["maximum"]


TYPES: Mapping[str, Check] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_whole,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}
KEYWORDS: Mapping[str, Keyword] = {
    "type": _type,
    "required": _required,
    "maxProperties": _at_most("maxProperties", dict),
    "minItems": _at_least("minItems", list),
    "maxItems": _at_most("maxItems", list),
    "minLength": _at_least("minLength", str),
    "maxLength": _at_most("maxLength", str),
    "minimum": _minimum,
    "maximum": _maximum,
    "pattern": _pattern,
    "const": _const,
    "enum": _enum,
    "$ref": Fitting._reference,
    "oneOf": Fitting._one_of,
    "items": Fitting._items,
    "properties": Fitting._properties,
    "additionalProperties": Fitting._additional,
    "propertyNames": Fitting._names,
}
