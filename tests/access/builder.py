"""The report builder, its preview, the executive summary and saved presets."""

from reports.builder.forms import data_of
from reports.report.choices import BOARD, FULL
from tests.access.rules import NOBODY, RUNNERS, Rule, Side

CHOSEN = {key: value for key, value in data_of(BOARD).items() if value is not False}
PARTS = dict.fromkeys(("strengths", "gaps", "change", "next_step"), "In our words.")
LETS = frozenset({200, 302, 409})


def prepare(side: Side) -> None:
    from reports.models import ReportPreset

    for name in ("owner", "lead", "consultant"):
        side.things[f"preset of {name}"] = ReportPreset.objects.create(
            user=side.people[name], name="Mine", choices=FULL.as_data()
        )


def _preset_of(role: str) -> Rule:
    return Rule(
        who=frozenset({role}),
        on="sealed",
        rest=(lambda side: side[f"preset of {role}"].pk,),
        methods=("get", "post"),
    )


RULES: dict[str, list[Rule]] = {
    "build": [
        Rule(who=RUNNERS, on="open", methods=("get", "post"), data=CHOSEN, lets=frozenset({302})),
        Rule(who=RUNNERS, on="sealed", methods=("get", "post"), data=CHOSEN),
    ],
    "build-preview": [
        Rule(who=RUNNERS, on="open", methods=("get", "post"), data=CHOSEN, lets=frozenset({302})),
        Rule(who=RUNNERS, on="sealed", methods=("get", "post"), data=CHOSEN, lets=frozenset({200, 422})),
    ],
    "build-summary": [
        Rule(who=RUNNERS, on="open", methods=("get", "post"), data=PARTS, lets=frozenset({302})),
        Rule(
            who=RUNNERS,
            on="sealed",
            methods=("get", "post"),
            data={**PARTS, "seen": 0, "computed": "0"},
            lets=LETS,
        ),
    ],
    "build-summary-reset": [
        Rule(who=RUNNERS, on="sealed", methods=("get", "post"), lets=LETS),
    ],
    "preset-save": [
        Rule(who=NOBODY, on="open", methods=("post",), data={**CHOSEN, "preset_name": "Quarterly"}),
        Rule(who=RUNNERS, on="sealed", methods=("post",), data={**CHOSEN, "preset_name": "Quarterly"}),
    ],
    "preset-delete": [_preset_of(role) for role in ("owner", "lead", "consultant")],
}
