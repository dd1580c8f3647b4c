"""The consultant's desk, the page of a client, and private notes."""

from tests.access.rules import CONSULTANT, LEAD, SIGNED_IN, Rule, Side

CLIENTS, WRITERS = frozenset({LEAD, CONSULTANT}), frozenset({CONSULTANT})


def prepare(side: Side) -> None:
    from reports.models import ClientNote

    side.things["note"] = ClientNote.objects.create(
        organisation=side.organisation,
        text="Careful with the budget.",
        author=side.people[CONSULTANT],
        author_name="Consultant",
    )


def note(side: Side) -> object:
    return side["note"].pk


RULES: dict[str, list[Rule]] = {
    "desk": [Rule(who=SIGNED_IN)],
    "client": [Rule(who=CLIENTS, on="organisation")],
    "client-notes": [
        Rule(who=WRITERS, on="organisation", methods=("post",), data={"text": "They renew in May."})
    ],
    "client-note": [
        Rule(
            who=WRITERS,
            on="organisation",
            rest=(note,),
            methods=("get", "post"),
            data={"text": "Changed."},
            lets=frozenset({200, 302, 409}),
        )
    ],
    "client-note-delete": [Rule(who=WRITERS, on="organisation", rest=(note,), methods=("get", "post"))],
}
