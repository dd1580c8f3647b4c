"""Which answers a newer framework version leaves alone: the comparison itself, as tables."""

from dataclasses import replace

import pytest

from assessments.rounds import Edition, Wording, changes_between

ANCHORS = ({"en": "Never"}, {"en": "Always"})
ASKED = Wording(slug="q", domain="d", text={"en": "How often?", "tr": "Ne sıklıkla?"}, statements=ANCHORS)
TYPO = {"en": "How often??", "tr": "Ne sıklıkla?"}
TRANSLATED = {**ASKED.text, "nl": "Hoe vaak?"}
SHARPER = ({"en": "Never"}, {"en": "Every week"})


def edition(number: int, *wordings: Wording, **fields) -> Edition:
    questions = {wording.slug: wording for wording in wordings}
    return Edition(
        **{"number": number, "levels": 2, "domains": {"d": {"en": "D"}}, "questions": questions} | fields
    )


def group(*chain: Wording | None, backwards: bool = False) -> str:
    """In which group the question ends after these wordings of it, version by version."""
    editions = [edition(number, *([one] if one else [])) for number, one in enumerate(chain, start=1)]
    ends = (len(chain), 1) if backwards else (1, len(chain))
    changes = changes_between(*ends, editions)
    found = [name for name in ("same", "reworded", "new", "gone") if getattr(changes, name)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("change", "unmarked"),
    [
        ({}, "same"),
        ({"text": TYPO}, "reworded"),
        ({"text": TRANSLATED}, "reworded"),
        ({"statements": SHARPER}, "reworded"),
        ({"domain": "elsewhere"}, "same"),
        ({"key": True}, "same"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_wording_counts_unless_the_change_is_marked(change: dict, unmarked: str, backwards: bool) -> None:
    assert group(ASKED, replace(ASKED, **change), backwards=backwards) == unmarked
    assert group(ASKED, replace(ASKED, same_meaning=True, **change), backwards=backwards) == "same"


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([ASKED, replace(ASKED, text=TYPO, same_meaning=True), replace(ASKED, text=TYPO)], "same"),
        (
            [
                ASKED,
                replace(ASKED, text=TYPO, same_meaning=True),
                replace(ASKED, text=TRANSLATED, same_meaning=True),
            ],
            "same",
        ),
        (
            [ASKED, replace(ASKED, text=TYPO, same_meaning=True), replace(ASKED, statements=SHARPER)],
            "reworded",
        ),
        (
            [
                ASKED,
                replace(ASKED, statements=SHARPER),
                replace(ASKED, statements=SHARPER, text=TYPO, same_meaning=True),
            ],
            "reworded",
        ),
        ([ASKED, replace(ASKED, statements=SHARPER), ASKED], "same"),
        ([ASKED, None, ASKED], "same"),
        ([ASKED, None, replace(ASKED, text=TYPO, same_meaning=True)], "reworded"),
        ([None, ASKED], "new"),
        ([ASKED, None], "gone"),
    ],
    ids=[
        "marked, then unchanged",
        "marked twice",
        "marked, then changed",
        "changed, then marked",
        "changed and back",
        "away and back",
        "away and back reworded",
        "new",
        "gone",
    ],
)
def test_every_step_on_the_way_counts(chain: list[Wording | None], expected: str) -> None:
    assert group(*chain) == expected


@pytest.mark.parametrize("levels", [0, 3])
def test_ratings_need_the_same_number_of_levels(levels: int) -> None:
    after = replace(ASKED, statements=ANCHORS[:1] * levels)
    changes = changes_between(1, 2, [edition(1, ASKED), edition(2, after, levels=levels)])
    assert (changes.ratings_carry, changes.same) == (False, ("q",))
    reworded = changes_between(
        1, 2, [edition(1, ASKED), edition(2, replace(after, text=TYPO), levels=levels)]
    )
    assert reworded.reworded_slugs == {"q"}


def test_domains_goals_and_signs_are_matched_by_slug() -> None:
    old = edition(
        1,
        domains={"a": {"en": "A"}, "b": {"en": "B"}},
        goals=frozenset({"win", "grow"}),
        signs=frozenset({"slow"}),
    )
    new = edition(
        2,
        domains={"b": {"en": "Bee"}, "c": {"en": "C"}},
        goals=frozenset({"win"}),
        signs=frozenset({"slow", "loud"}),
    )
    changes = changes_between(1, 2, [old, new])
    assert (changes.new_domains, changes.gone_domains) == (({"en": "C"},), ({"en": "A"},))
    assert changes.renamed_domains == (({"en": "B"}, {"en": "Bee"}),)
    assert (changes.goals, changes.signs) == ({"win"}, {"slow"})


def test_question_that_became_a_key_practice_is_told() -> None:
    other = replace(ASKED, slug="other", key=True)
    changes = changes_between(1, 2, [edition(1, ASKED, other), edition(2, replace(ASKED, key=True), other)])
    assert changes.now_key == {"q"}


def test_questions_that_count_differently_are_told() -> None:
    heavier, keyed = replace(ASKED, weight=3), replace(ASKED, slug="keyed", key=True)
    new, gone = replace(ASKED, slug="new", weight=5), replace(ASKED, slug="gone", key=True)
    before = edition(1, ASKED, replace(keyed, key=False), replace(ASKED, slug="same"), gone)
    changes = changes_between(1, 2, [before, edition(2, heavier, keyed, replace(ASKED, slug="same"), new)])
    assert [(pair.before.weight, pair.after.weight) for pair in changes.reweighted] == [(1, 3), (1, 1)]
    assert [pair.after.slug for pair in changes.reweighted] == ["q", "keyed"]
    assert changes.same == ("q", "keyed", "same")


def test_one_version_compared_with_itself_is_the_same() -> None:
    changes = changes_between(3, 3, [edition(3, ASKED)])
    assert (changes.same, changes.reworded, changes.new, changes.gone) == (("q",), (), (), ())
