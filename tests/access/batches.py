"""Exports of several reports: whoever asked for one has it, and nobody else. And an organisation's log."""

from reports.batches.actions import ask_for_batch
from reports.models import Batch
from tests.access.rules import CONSULTANT, LEAD, OWNER, SIGNED_IN, Rule, Side

RUNNERS_OF_SEALED = frozenset({OWNER, LEAD, CONSULTANT})
RUN_IT = frozenset({LEAD, CONSULTANT})
HIS = frozenset({CONSULTANT})


def prepare(side: Side) -> None:
    asked = {"user": side.people[CONSULTANT], "language": "en", "base_url": "http://testserver"}
    side.things["batch"] = ask_for_batch(assessments=[side["sealed"].pk], **asked)
    Batch.objects.filter(pk=side["batch"].pk).update(state="ready", name="a.zip", content=b"PK")


def sealed(side: Side) -> str:
    return str(side["sealed"].pk)


RULES: dict[str, list[Rule]] = {
    "batches": [Rule(who=SIGNED_IN)],
    "batch-new": [
        Rule(who=SIGNED_IN),
        Rule(who=RUNNERS_OF_SEALED, methods=("post",), data={"assessment": sealed}),
    ],
    "batch": [Rule(who=HIS, on="batch")],
    "batch-progress": [Rule(who=HIS, on="batch")],
    "batch-file": [Rule(who=HIS, on="batch")],
    "organisation-audit": [Rule(who=RUN_IT, on="organisation")],
    "organisation-audit-export": [
        Rule(who=RUN_IT, on="organisation", rest=(ending,), methods=("post",)) for ending in ("csv", "xlsx")
    ],
    "batch-delete": [Rule(who=HIS, on="batch", methods=("post",))],
}
