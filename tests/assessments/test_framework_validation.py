"""Every fault of a framework file is named with its place, all in one run."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.framework_files import FrameworkFileError, check, loads
from tests.assessments.framework_file_samples import (
    SHIPPED,
    changed,
    framework_data,
    question,
    said,
)

Change = Callable[[dict[str, Any]], object]


def faults_of(data: bytes) -> list[str]:
    with pytest.raises(FrameworkFileError) as caught:
        loads(data)
    return caught.value.faults


def without_lines(faults: list[str]) -> list[str]:
    return [fault.rpartition(" (line ")[0] if fault.endswith(")") else fault for fault in faults]


def anchors(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["domains"][1]["questions"][0]["anchors"]["four"]
    return found


CASES: dict[str, tuple[Change, list[str]]] = {
    "missing-anchor": (
        lambda d: anchors(d).pop(),
        [
            "domains[1].questions[0].anchors.four: the anchor for level 4 of 4 is missing",
        ],
    ),
    "too-many-anchors": (
        lambda d: anchors(d).insert(0, {"statement": said("x"), "next_step": said("y")}),
        [
            "domains[1].questions[0].anchors.four[3].next_step: must not stand at the top level",
            "domains[1].questions[0].anchors.four[4].next_step: is missing",
            "domains[1].questions[0].anchors.four: has 5 anchors for 4 levels",
        ],
    ),
    "missing-ladder": (
        lambda d: d["domains"][0]["questions"][1]["anchors"].pop("two"),
        ["domains[0].questions[1].anchors.two: is missing"],
    ),
    "unknown-ladder": (
        lambda d: d["domains"][0]["questions"][1]["anchors"].update(three=[]),
        ["domains[0].questions[1].anchors.three: is not a rubric of this file"],
    ),
    "no-english": (
        lambda d: anchors(d)[3].update(statement={"tr": "Merhaba"}),
        ["domains[1].questions[0].anchors.four[3].statement: text in English is missing"],
    ),
    "empty-text": (
        lambda d: d["rubrics"][0]["levels"][2].update(risk={"en": "  "}),
        ["rubrics[0].levels[2].risk.en: is empty"],
    ),
    "level-without-text": (
        lambda d: d["rubrics"][0]["levels"][1].pop("today"),
        ["rubrics[0].levels[1].today: is missing"],
    ),
    "bare-text": (lambda d: d.update(name="Small"), ["name: must map languages to text"]),
    "number-as-text": (
        lambda d: d.update(name={"en": 2026}),
        ["name.en: must be text; put it in quotes"],
    ),
    "unknown-language": (
        lambda d: d["name"].update(xx="Klein"),
        ["name.xx: is not a known language"],
    ),
    "control-character": (lambda d: d["name"].update(en="a\x01b"), ["name.en: holds control characters"]),
    "long-name": (
        lambda d: d["name"].update(tr="n" * 201),
        ["name.tr: is longer than 200 characters"],
    ),
    "duplicate-slug": (
        lambda d: d["kpis"][1].update(slug="d1-q1"),
        ['kpis[1].slug: the slug "d1-q1" is already used at domains[0].questions[0].slug'],
    ),
    "slug-with-capitals": (
        lambda d: d["goals"][0].update(slug="Grow Now"),
        ["goals[0].slug: must be a slug: up to 80 small letters, digits and hyphens"],
    ),
    "unknown-domain-of-sign": (
        lambda d: d["warning_signs"][0].update(domains=["d1", "d9"]),
        ['warning_signs[0].domains[1]: the domain "d9" is unknown'],
    ),
    "domain-twice-in-sign": (
        lambda d: d["warning_signs"][0].update(domains=["d1", "d1"]),
        ["warning_signs[0].domains: names a domain twice"],
    ),
    "domain-without-sign": (
        lambda d: d["warning_signs"][0].update(domains=["d2"]),
        ["domains[0]: has no warning sign that points at it"],
    ),
    "weight-zero": (
        lambda d: d["domains"][0].update(weight=0),
        ["domains[0].weight: 0 is below 1"],
    ),
    "weight-fraction": (
        lambda d: d["domains"][0]["questions"][0].update(weight=1.5),
        ["domains[0].questions[0].weight: must be a whole number"],
    ),
    "weight-true": (
        lambda d: d["domains"][0].update(weight=True),
        ["domains[0].weight: must be a whole number"],
    ),
    "weight-beyond-database": (
        lambda d: d["domains"][0].update(weight=2**31),
        ["domains[0].weight: 2147483648 is above 2147483647"],
    ),
    "unknown-key": (
        lambda d: d["domains"][1]["questions"][1].update(wieght=2),
        ["domains[1].questions[1].wieght: is not a known key"],
    ),
    "missing-key": (lambda d: d.pop("summary"), ["summary: is missing"]),
    "list-for-mapping": (lambda d: d.update(kpis={}), ["kpis: must be a list"]),
    "next-step-missing": (
        lambda d: anchors(d)[1].pop("next_step"),
        ["domains[1].questions[0].anchors.four[1].next_step: is missing"],
    ),
    "next-step-at-top": (
        lambda d: anchors(d)[3].update(next_step=said("More")),
        ["domains[1].questions[0].anchors.four[3].next_step: must not stand at the top level"],
    ),
    "evidence-from-above-top": (
        lambda d: d["rubrics"][1].update(evidence_from=3),
        ["rubrics[1].evidence_from: 3 is above 2"],
    ),
    "evidence-from-zero": (
        lambda d: d["rubrics"][1].update(evidence_from=0),
        ["rubrics[1].evidence_from: 0 is below 1"],
    ),
    "relevance-too-high": (
        lambda d: d["goals"][0].update(relevance={"d1": 4}),
        ["goals[0].relevance.d1: 4 is above 3"],
    ),
    "relevance-zero": (
        lambda d: d["goals"][0].update(relevance={"d1": 0}),
        ["goals[0].relevance.d1: 0 is below 1"],
    ),
    "relevance-of-unknown-domain": (
        lambda d: d["goals"][0].update(relevance={"d7": 1}),
        ['goals[0].relevance.d7: the domain "d7" is unknown'],
    ),
    "direction": (
        lambda d: d["goals"][0].update(direction="sideways"),
        ["goals[0].direction: must be one of: up, down"],
    ),
    "kpi-kind": (
        lambda d: d["kpis"][0].update(kind="both"),
        ["kpis[0].kind: must be one of: leading, lagging"],
    ),
    "kpi-level-outside-rubric": (
        lambda d: d["kpis"][1].update(level=3),
        ["kpis[1].level: 3 is above 2"],
    ),
    "kpi-of-unknown-rubric": (
        lambda d: d["kpis"][0].update(rubric="nine"),
        ['kpis[0].rubric: the rubric "nine" is unknown'],
    ),
    "key-as-text": (
        lambda d: d["domains"][0]["questions"][0].update(key="yes"),
        ["domains[0].questions[0].key: must be true or false"],
    ),
    "negative-bonus": (
        lambda d: d.update(scoring={"sign_bonus": -1}),
        ["scoring.sign_bonus: must be from 0 to 999.9999, with at most four decimals"],
    ),
    "five-decimals": (
        lambda d: d.update(scoring={"weakest_bonus": 1.00001}),
        ["scoring.weakest_bonus: must be from 0 to 999.9999, with at most four decimals"],
    ),
    "bonus-as-text": (
        lambda d: d.update(scoring={"third_gap_share": "half"}),
        ["scoring.third_gap_share: must be a number"],
    ),
    "no-domains": (
        lambda d: d.update(domains=[], warning_signs=[], goals=[], kpis=[]),
        ["domains: needs at least 1"],
    ),
    "domain-without-questions": (
        lambda d: d["domains"][0].update(questions=[]),
        ["domains[0].questions: needs at least 1"],
    ),
    "item-of-wrong-type": (lambda d: d["kpis"].append("k3"), ["kpis[2]: must be a mapping"]),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_fault_is_named_with_its_place(change: Change, expected: list[str]) -> None:
    assert without_lines(faults_of(changed(change))) == expected


def test_rubric_of_one_level_is_refused() -> None:
    def one_level(data: dict[str, Any]) -> None:
        data["rubrics"] = [data["rubrics"][0]]
        data["rubrics"][0]["levels"] = data["rubrics"][0]["levels"][:1]
        data["kpis"] = []
        for domain in data["domains"]:
            for asked in domain["questions"]:
                asked["anchors"] = {"four": [{"statement": said("x")}]}

    assert without_lines(faults_of(changed(one_level))) == ["rubrics[0].levels: needs at least 2"]


def test_all_faults_are_named_in_one_run_with_their_lines() -> None:
    data = "slug: Small\nname: {en: Small}\nsummary: {tr: Küçük}\nrubrics: []\nextra: 1\n".encode()
    assert faults_of(data) == [
        "extra: is not a known key (line 5)",
        "domains: is missing",
        "warning_signs: is missing",
        "goals: is missing",
        "kpis: is missing",
        "slug: must be a slug: up to 80 small letters, digits and hyphens (line 1)",
        "summary: text in English is missing (line 3)",
        "rubrics: needs at least 1 (line 4)",
    ]


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
    checked = loads(path.read_bytes())
    assert path.stem == checked.tree.slug
