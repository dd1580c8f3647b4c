"""Consultants' findings, handing them over, and the client's replies."""

from django.utils import timezone

from tests.access.rules import CONSULTANT, LEAD, NOBODY, RUNNERS, Rule, Side

WRITERS, REPLIERS = frozenset({CONSULTANT}), frozenset({LEAD})
WRITTEN = {"kind": "finding", "place": "summary", "text": "The pipeline is a hope list."}
OVERTAKEN = frozenset({200, 302, 409})


def prepare(side: Side) -> None:
    from reports.models import Finding

    for name, handed_over_at in (("draft", None), ("handed over", timezone.now())):
        side.things[name] = Finding.objects.create(
            assessment=side["sealed"],
            text=name,
            author=side.people[CONSULTANT],
            author_name="Consultant",
            handed_over_at=handed_over_at,
        )


def draft(side: Side) -> object:
    return side["draft"].pk


def handed_over(side: Side) -> object:
    return side["handed over"].pk


def _on_draft(lets: frozenset[int] = OVERTAKEN) -> Rule:
    return Rule(
        who=WRITERS, on="sealed", rest=(draft,), methods=("get", "post"), data=dict(WRITTEN), lets=lets
    )


RULES: dict[str, list[Rule]] = {
    "findings": [
        Rule(who=NOBODY, on="open", methods=("get", "post"), data=dict(WRITTEN)),
        Rule(who=RUNNERS, on="sealed"),
        Rule(who=WRITERS, on="sealed", methods=("post",), data=dict(WRITTEN)),
    ],
    "finding": [_on_draft()],
    "finding-delete": [_on_draft()],
    "hand-over": [
        Rule(who=NOBODY, on="open", methods=("get", "post")),
        Rule(who=WRITERS, on="sealed", methods=("get", "post"), lets=OVERTAKEN),
    ],
    "reply": [
        Rule(who=NOBODY, on="sealed", rest=(draft,), methods=("get", "post"), data={"verdict": "agreed"}),
        Rule(
            who=REPLIERS,
            on="sealed",
            rest=(handed_over,),
            methods=("get", "post"),
            data={"verdict": "agreed"},
        ),
    ],
}
