"""Importing an assessment, and the published format."""

from tests.access.rules import EVERYBODY, SIGNED_IN, Rule

RULES: dict[str, list[Rule]] = {
    "import-assessment": [
        Rule(who=SIGNED_IN, methods=("get", "post"), lets=frozenset({200, 422})),
    ],
    "report-schema": [Rule(who=EVERYBODY)],
}
