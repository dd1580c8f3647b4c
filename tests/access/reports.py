"""The report of a sealed assessment, on screen and as PDF."""

from tests.access.organisations import DIGEST
from tests.access.rules import NOBODY, READERS, RUNNERS, Rule

ANOTHER_STATE = "0" * 64  # leads to the current one
AUDIT = frozenset({"accounts_auditevent"})  # who took a file along

RULES: dict[str, list[Rule]] = {
    "report": [Rule(who=NOBODY, on="open"), Rule(who=READERS, on="sealed")],
    "report-pdf": [
        Rule(who=NOBODY, on="open", rest=(ANOTHER_STATE,)),
        Rule(who=READERS, on="sealed", rest=(ANOTHER_STATE,), lets=frozenset({302})),
    ],
    "report-logo": [
        Rule(who=NOBODY, on="open", rest=(DIGEST,)),
        Rule(who=READERS, on="sealed", rest=(DIGEST,)),
    ],
    "report-chart": [
        Rule(who=NOBODY, on="open", rest=("radar", "svg")),
        Rule(who=READERS, on="sealed", rest=("radar", "svg"), lets=frozenset({200}), writes=AUDIT),
    ],
    "report-language": [
        Rule(who=RUNNERS, on="open", methods=("post",), data={"report_language": "nl"}),
        Rule(who=RUNNERS, on="sealed", methods=("post",), data={"report_language": "nl"}),
    ],
}
