"""Every fault of a framework file is named with its place, all in one run."""

from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.core.management import call_command

from assessments.comparison import compare
from assessments.framework_files import FrameworkFileError, check, loads
from assessments.framework_files.reader import MOST_FAULTS
from assessments.management.faults import FaultsError
from assessments.models.framework import LONGEST_TEXT
from tests.assessments.framework_file_samples import (
    SHIPPED,
    changed,
    framework_data,
    question,
    said,
    shipped,
)

Change = Callable[[dict[str, Any]], object]
Expected = tuple[str, str, str]  # place, fault, remedy


def faults_of(data: bytes) -> list[str]:
    with pytest.raises(FrameworkFileError) as caught:
        loads(data)
    return caught.value.faults


def without_lines(faults: list[str]) -> list[str]:
    return [fault.rpartition(" (line ")[0] if fault.endswith(")") else fault for fault in faults]


def anchors(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["domains"][1]["questions"][0]["anchors"]["four"]
    return found


CASES: dict[str, tuple[Change, list[Expected]]] = {
    "missing-anchor": (
        lambda d: anchors(d).pop(),
        [
            (
                "domains[1].questions[0].anchors.four",
                "the anchor for level 4 of 4 is missing",
                "write what a team does there",
            ),
        ],
    ),
    "too-many-anchors": (
        lambda d: anchors(d).insert(0, {"statement": said("x"), "next_step": said("y")}),
        [
            (
                "domains[1].questions[0].anchors.four[3].next_step",
                "must not be given for the highest level",
                "remove it",
            ),
            ("domains[1].questions[0].anchors.four[4].next_step", "is missing", "fill it in"),
            (
                "domains[1].questions[0].anchors.four",
                "has 5 anchors for 4 levels",
                "remove what belongs to no level",
            ),
        ],
    ),
    "missing-ladder": (
        lambda d: d["domains"][0]["questions"][1]["anchors"].pop("two"),
        [("domains[0].questions[1].anchors.two", "is missing", "fill it in")],
    ),
    "unknown-ladder": (
        lambda d: d["domains"][0]["questions"][1]["anchors"].update(three=[]),
        [
            (
                "domains[0].questions[1].anchors.three",
                "is not a rubric of this file",
                "remove it or use one of: four, two",
            )
        ],
    ),
    "no-english": (
        lambda d: anchors(d)[3].update(statement={"tr": "Merhaba"}),
        [
            (
                "domains[1].questions[0].anchors.four[3].statement",
                "text in English is missing",
                "write it, since it is shown where a language has none",
            )
        ],
    ),
    "empty-text": (
        lambda d: d["rubrics"][0]["levels"][2].update(risk={"en": "  "}),
        [("rubrics[0].levels[2].risk.en", "is empty", "write the text or leave the language out")],
    ),
    "level-without-text": (
        lambda d: d["rubrics"][0]["levels"][1].pop("today"),
        [("rubrics[0].levels[1].today", "is missing", "fill it in")],
    ),
    "bare-text": (
        lambda d: d.update(name="Small"),
        [("name", "must map languages to text", "write the language before it, as in “en: text”")],
    ),
    "number-as-text": (
        lambda d: d.update(name={"en": 2026}),
        [("name.en", "must be text", "put it in quotes")],
    ),
    "unknown-language": (
        lambda d: d["name"].update(xx="Klein"),
        [("name.xx", "is not a known language", "remove it or use one of: en, tr, nl")],
    ),
    "control-character": (
        lambda d: d["name"].update(en="a\x01b"),
        [("name.en", "holds control characters", "type the text anew without them")],
    ),
    "long-name": (
        lambda d: d["name"].update(tr="n" * 201),
        [("name.tr", "is longer than 200 characters", "shorten it")],
    ),
    "long-text": (
        lambda d: d["domains"][0]["questions"][0]["text"].update(nl="n" * 5_001),
        [("domains[0].questions[0].text.nl", "is longer than 5000 characters", "shorten it")],
    ),
    "duplicate-slug": (
        lambda d: d["kpis"][1].update(slug="d1-q1"),
        [
            (
                "kpis[1].slug",
                'the slug "d1-q1" is already used at domains[0].questions[0].slug',
                "change one of the two",
            )
        ],
    ),
    "slug-with-capitals": (
        lambda d: d["goals"][0].update(slug="Grow Now"),
        [("goals[0].slug", "must be a slug", "use up to 80 letters from a to z, digits and single hyphens")],
    ),
    "unknown-domain-of-sign": (
        lambda d: d["warning_signs"][0].update(domains=["d1", "d9"]),
        [("warning_signs[0].domains[1]", 'the domain "d9" is unknown', "use one of: d1, d2")],
    ),
    "domain-twice-in-sign": (
        lambda d: d["warning_signs"][0].update(domains=["d1", "d1"]),
        [("warning_signs[0].domains", "names a domain twice", "name each once")],
    ),
    "domain-without-sign": (
        lambda d: d["warning_signs"][0].update(domains=["d2"]),
        [("domains[0]", "has no warning sign that points at it", "add one or let one point here too")],
    ),
    "weight-zero": (
        lambda d: d["domains"][0].update(weight=0),
        [("domains[0].weight", "0 is below 1", "write at least 1")],
    ),
    "weight-fraction": (
        lambda d: d["domains"][0]["questions"][0].update(weight=1.5),
        [("domains[0].questions[0].weight", "must be a whole number", "write digits only, without quotes")],
    ),
    "weight-true": (
        lambda d: d["domains"][0].update(weight=True),
        [("domains[0].weight", "must be a whole number", "write digits only, without quotes")],
    ),
    "weight-too-heavy": (
        lambda d: d["domains"][0].update(weight=101),
        [("domains[0].weight", "101 is above 100", "write at most 100")],
    ),
    "unknown-key": (
        lambda d: d["domains"][1]["questions"][1].update(wieght=2),
        [
            (
                "domains[1].questions[1].wieght",
                "is not a known key",
                "remove it or use one of: slug, text, evidence, anchors, hint, weight, key",
            )
        ],
    ),
    "missing-key": (lambda d: d.pop("summary"), [("summary", "is missing", "fill it in")]),
    "list-for-mapping": (
        lambda d: d.update(kpis={}),
        [("kpis", "must be a list", "begin each item with a hyphen")],
    ),
    "next-step-missing": (
        lambda d: anchors(d)[1].pop("next_step"),
        [("domains[1].questions[0].anchors.four[1].next_step", "is missing", "fill it in")],
    ),
    "next-step-at-top": (
        lambda d: anchors(d)[3].update(next_step=said("More")),
        [
            (
                "domains[1].questions[0].anchors.four[3].next_step",
                "must not be given for the highest level",
                "remove it",
            )
        ],
    ),
    "evidence-from-above-top": (
        lambda d: d["rubrics"][1].update(evidence_from=3),
        [("rubrics[1].evidence_from", "3 is above 2", "write at most 2")],
    ),
    "evidence-from-zero": (
        lambda d: d["rubrics"][1].update(evidence_from=0),
        [("rubrics[1].evidence_from", "0 is below 1", "write at least 1")],
    ),
    "relevance-too-high": (
        lambda d: d["goals"][0].update(relevance={"d1": 4}),
        [("goals[0].relevance.d1", "4 is above 3", "write at most 3")],
    ),
    "relevance-zero": (
        lambda d: d["goals"][0].update(relevance={"d1": 0}),
        [("goals[0].relevance.d1", "0 is below 1", "write at least 1")],
    ),
    "relevance-of-unknown-domain": (
        lambda d: d["goals"][0].update(relevance={"d7": 1}),
        [("goals[0].relevance.d7", 'the domain "d7" is unknown', "use one of: d1, d2")],
    ),
    "direction": (
        lambda d: d["goals"][0].update(direction="sideways"),
        [("goals[0].direction", "is not one of the words allowed here", "write one of: up, down")],
    ),
    "kpi-kind": (
        lambda d: d["kpis"][0].update(kind="both"),
        [("kpis[0].kind", "is not one of the words allowed here", "write one of: leading, lagging")],
    ),
    "kpi-level-outside-rubric": (
        lambda d: d["kpis"][1].update(level=3),
        [("kpis[1].level", "3 is above 2", "write at most 2")],
    ),
    "kpi-of-unknown-rubric": (
        lambda d: d["kpis"][0].update(rubric="nine"),
        [("kpis[0].rubric", 'the rubric "nine" is unknown', "use one of: four, two")],
    ),
    "key-as-text": (
        lambda d: d["domains"][0]["questions"][0].update(key="yes"),
        [("domains[0].questions[0].key", "must be true or false", "write one of these two, without quotes")],
    ),
    "negative-bonus": (
        lambda d: d.update(scoring={"sign_bonus": -1}),
        [
            (
                "scoring.sign_bonus",
                "is out of range",
                "write a number from 0 to 999.9999 with at most four decimals",
            )
        ],
    ),
    "five-decimals": (
        lambda d: d.update(scoring={"weakest_bonus": 1.00001}),
        [
            (
                "scoring.weakest_bonus",
                "is out of range",
                "write a number from 0 to 999.9999 with at most four decimals",
            )
        ],
    ),
    "bonus-as-text": (
        lambda d: d.update(scoring={"third_gap_share": "half"}),
        [
            (
                "scoring.third_gap_share",
                "must be a number",
                "write it without quotes, with a point before decimals",
            )
        ],
    ),
    "no-domains": (
        lambda d: d.update(domains=[], warning_signs=[], goals=[], kpis=[]),
        [("domains", "has too few items", "write at least 1")],
    ),
    "domain-without-questions": (
        lambda d: d["domains"][0].update(questions=[]),
        [("domains[0].questions", "has too few items", "write at least 1")],
    ),
    "item-of-wrong-type": (
        lambda d: d["kpis"].append("k3"),
        [("kpis[2]", "must be a mapping", "write “key: value” lines, indented alike")],
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_fault_is_named_with_file_place_and_remedy(
    change: Change, expected: list[Expected], tmp_path: Path
) -> None:
    file = tmp_path / "small.yaml"
    file.write_bytes(changed(change))
    with pytest.raises(FaultsError) as caught:
        call_command("load_framework", str(file))
    assert without_lines(caught.value.faults) == [
        f"{file}: {place}: {fault}; {remedy}" for place, fault, remedy in expected
    ]


def test_rubric_of_one_level_is_refused() -> None:
    def one_level(data: dict[str, Any]) -> None:
        data["rubrics"] = [data["rubrics"][0]]
        data["rubrics"][0]["levels"] = data["rubrics"][0]["levels"][:1]
        data["kpis"] = []
        for domain in data["domains"]:
            for asked in domain["questions"]:
                asked["anchors"] = {"four": [{"statement": said("x")}]}

    assert without_lines(faults_of(changed(one_level))) == [
        "rubrics[0].levels: has too few items; write at least 2"
    ]


def test_all_faults_are_named_in_one_run_with_their_lines() -> None:
    data = "slug: Small\nname: {en: Small}\nsummary: {tr: Küçük}\nrubrics: []\nextra: 1\n".encode()
    assert faults_of(data) == [
        "extra: is not a known key; remove it or use one of: slug, name, summary, rubrics, domains, "
        "warning_signs, goals, kpis, scoring (line 5)",
        "domains: is missing; fill it in",
        "warning_signs: is missing; fill it in",
        "goals: is missing; fill it in",
        "kpis: is missing; fill it in",
        "slug: must be a slug; use up to 80 letters from a to z, digits and single hyphens (line 1)",
        "summary: text in English is missing; write it, since it is shown where a language has none (line 3)",
        "rubrics: has too few items; write at least 1 (line 4)",
    ]


def test_long_list_of_what_is_known_is_cut() -> None:
    def many(data: dict[str, Any]) -> None:
        for number in range(3, 200):
            data["domains"].append({"slug": f"d{number}"})
        data["goals"][0]["relevance"] = {"nowhere": 1}

    (fault,) = [one for one in faults_of(changed(many)) if "nowhere" in one]
    assert len(fault) < 450
    assert "use one of: d1, d2, d3" in fault


def test_file_with_thousands_of_faults_is_refused_at_once() -> None:
    started = process_time()
    with pytest.raises(FrameworkFileError) as caught:
        check(framework_data() | {"domains": [{"slug": f"d{number}"} for number in range(10_000)]})
    assert process_time() - started < 2
    assert len(caught.value.faults) == MOST_FAULTS + 1
    assert caught.value.faults[-1] == "has more faults than these; mend these first"


def test_texts_supplied_stay_far_below_the_limit() -> None:
    for path in SHIPPED:
        changed = compare(check(framework_data()).tree, shipped(path).tree)
        values = [field.after for part in changed for field in part.fields]
        assert max(len(value) for value in values if isinstance(value, str)) * 5 < LONGEST_TEXT


@pytest.mark.parametrize("data", [None, 5, "text", [], {}, {"slug": None}, [[]]])
def test_other_documents_are_refused_without_a_crash(data: object) -> None:
    with pytest.raises(FrameworkFileError):
        check(data)


def test_missing_languages_are_reported_apart() -> None:
    data = framework_data()
    data["name"] = said("Small", "tr", "nl")
    data["summary"] = said("For tests.", "nl")
    checked = check(data)
    assert checked.missing["tr"][0] == "summary"
    assert len(checked.missing["tr"]) == checked.texts - 1
    assert len(checked.missing["nl"]) == checked.texts - 2


def test_defaults_are_those_of_the_format() -> None:
    tree = check(framework_data()).tree
    assert [rubric.evidence_from for rubric in tree.rubrics] == [3, 2]
    assert [domain.weight for domain in tree.domains] == [1, 1]
    assert [asked.key for asked in tree.domains[0].questions] == [True, False]
    assert str(tree.scoring.sign_bonus) == "0.25"


def test_ladders_signs_and_relevance_come_in_the_order_of_the_file() -> None:
    data = framework_data()
    data["domains"][0]["questions"][0] = question("d1-q1", {"two": 2, "four": 4})
    data["warning_signs"][0]["domains"] = ["d2", "d1"]
    data["goals"][0]["relevance"] = {"d2": 1, "d1": 2}
    tree = check(data).tree
    assert list(tree.domains[0].questions[0].anchors) == ["four", "two"]
    assert tree.warning_signs[0].domains == ("d1", "d2")
    assert list(tree.goals[0].relevance) == ["d1", "d2"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_framework_is_faultless(path: Any) -> None:
    assert path.stem == shipped(path).tree.slug
