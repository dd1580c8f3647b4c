"""Pages for everybody."""

from tests.access.rules import EVERYBODY, NOBODY, Rule

RULES: dict[str, list[Rule]] = {
    "home": [Rule(who=EVERYBODY)],
    "how-levels": [Rule(who=EVERYBODY)],
    "health": [Rule(who=EVERYBODY)],
    "robots": [Rule(who=EVERYBODY)],
    "csrf-token": [Rule(who=EVERYBODY)],
    "language": [Rule(who=EVERYBODY, methods=("post",), data={"language": "nl"})],
    "sample": [Rule(who=EVERYBODY)],
    "sample-pdf": [Rule(who=EVERYBODY, rest=("0" * 64,), lets=frozenset({302}))],
}
# The admin's own tests tell what its groups may open; here it is shut to everybody but staff.
ADMIN_RULES: dict[str, list[Rule]] = {"what-if": [Rule(who=NOBODY, on="version")]}
