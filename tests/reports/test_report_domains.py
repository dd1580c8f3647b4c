"""Why a domain has its level, in words: conditions, blockers, findings, and domains without a level."""

import pytest

from reports.report import Domain, build
from tests.reports.sources import Answer, last_round, make_content, make_source

FIVE = ((1, 1, 1, 1, 1),)


def first(answers: dict[str, Answer], *, keys: tuple[str, ...] = (), **options: object) -> Domain:
    return build(make_source(make_content(FIVE, keys=keys), answers, **options)).domains[0]


def rated(*levels: Answer) -> dict[str, Answer]:
    return {f"d1-q{place}": level for place, level in enumerate(levels, 1)}


def test_one_gap_among_four_good_answers_is_named():
    domain = first(rated(4, 4, 4, 4, 1))
    assert domain.level_label == "Level\xa02 Structured"
    assert domain.count == "4 of 5 practices at this level or higher"
    assert domain.finding == (
        "Most practices are at level 3, but one that lags behind holds the domain at level 2"
    )
    assert [(c.name, c.state, c.sentence) for c in domain.conditions] == [
        (
            "majority",
            "Met",
            "At level 3 or higher: 4 of 5 practices, with 4 of 5 points of weight. That is more than half.",
        ),
        ("none_behind", "Not met", "1 practice is below level 2."),
        ("keys", "Met", "This domain has no key practice."),
    ]
    assert domain.blocking == "For level 3, what lags behind has to catch up with level 2."


def test_conditions_are_named_as_what_the_next_level_asks_for():
    assert [condition.title for condition in first(rated(2, 2, 2, 2, 2)).conditions] == [
        "More than half of the weight at level 3",
        "Nothing below level 2",
        "Every key practice at level 3",
    ]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (("d1-q1",), "The key practice is at level 3 or higher."),
        (("d1-q5",), "The key practice is below level 3."),
        (("d1-q1", "d1-q5"), "At level 3 or higher: 1 of 2 key practices."),
    ],
)
def test_one_key_practice_is_not_counted(keys, sentence):
    assert first(rated(3, 2, 2, 2, 2), keys=keys).conditions[2].sentence == sentence


def test_practices_that_do_not_apply_are_told_beside_the_count():
    domain = first(rated(2, 2, 2, 2, "Not our trade."))
    assert (domain.count, domain.left_out) == (
        "4 of 4 practices at this level or higher",
        "1 practice does not apply",
    )
    assert first(rated(2, 2, 2, 2, 2)).left_out == ""


def test_blocker_shows_today_the_statement_to_reach_and_the_step():
    blocker = first(rated(4, 4, 4, 4, 1)).blockers[0]
    assert (blocker.current_label, blocker.target_label) == (
        "Level\xa01 Reactive",
        "Level\xa02 Structured",
    )
    assert blocker.today == "d1-q5 at 1."
    assert (blocker.reach_intro, blocker.reach) == ("At level 2 it looks like this:", "d1-q5 at 2.")
    assert blocker.next_step == "Take d1-q5 to 2."
    assert blocker.reason_label == "Lags behind the domain's level"


@pytest.mark.parametrize(
    ("levels", "keys", "held"),
    [
        ((2, 2, 2, 2, 2), (), {"majority"}),
        ((4, 4, 4, 4, 1), (), {"none_behind"}),
        ((3, 3, 3, 2, 2), ("d1-q5",), {"keys"}),
        ((2, 2, 2, 2, 1), (), {"majority", "none_behind"}),
        ((2, 2, 2, 2, 2), ("d1-q1",), {"majority", "keys"}),
        ((3, 3, 3, 2, 1), ("d1-q4",), {"none_behind", "keys"}),
        ((2, 2, 2, 2, 1), ("d1-q1",), {"majority", "none_behind", "keys"}),
    ],
)
def test_every_combination_of_conditions_has_a_sentence(levels, keys, held):
    domain = first(rated(*levels), keys=keys)
    assert {condition.name for condition in domain.conditions if not condition.holds} == held
    assert domain.blocking.startswith("For level 3, ")
    assert "%" not in domain.blocking


@pytest.mark.parametrize(
    ("levels", "keys", "finding"),
    [
        ((3, 3, 3, 2, 2), ("d1-q5",), "One key practice is all that keeps the domain from level 3"),
        (
            (2, 2, 2, 2, 1),
            (),
            "One practice has not reached level 2 yet; with it and 3 more, the domain reaches level 3",
        ),
        (
            (2, 2, 2, 2, 2),
            ("d1-q1",),
            "Level 2 stands firm; 3 practices, key ones among them, would carry it to level 3",
        ),
        ((3, 3, 2, 2, 2), (), "Level 2 stands firm; one practice more would carry the domain to level 3"),
        ((4, 4, 4, 4, 4), (), "Every practice is at the highest level"),
        ((4, 4, 4, 3, 3), (), "At the highest level, with 2 practices left to finish"),
        (
            (4, 4, 4, None, None),
            (),
            "2 unknown practices keep the domain at level 2; known, it could be at level 4",
        ),
        ((4, 4, None, None, None), (), "Too little is known to rate this domain: 3 practices are unknown"),
        (("No",) * 5, (), "Nothing of this domain applies to the team"),
    ],
)
def test_finding_names_the_most_telling_cause(levels, keys, finding):
    assert first(rated(*levels), keys=keys).finding == finding


def test_progress_is_rounded_down():
    domain = first(rated(2, 2, 2, 3, 1))
    assert domain.progress_label == "32%"
    assert domain.progress == "32% of the way to level 3"


def test_top_level_has_no_next_one():
    domain = first(rated(4, 4, 4, 4, 4))
    assert (domain.progress, domain.next_label, domain.blocking, domain.conditions) == ("", "", "", ())


def test_domain_that_is_not_rated_says_what_to_find_out():
    domain = first(rated(4, 4, None, None, None))
    assert (domain.level_label, domain.value, domain.count) == ("Not rated", None, "")
    assert domain.explanation.startswith("Less than half of the weight of this domain is known")
    assert [(item.question, item.prompt) for item in domain.find_out] == [
        ("d1-q3", "Where to look: d1-q3."),
        ("d1-q4", "Where to look: d1-q4."),
        ("d1-q5", "Where to look: d1-q5."),
    ]


def test_domain_that_does_not_apply_says_so():
    domain = first(rated(*(["We sell through partners."] * 5)))
    assert (domain.level_label, domain.verdict) == ("Not applicable", "Not applicable")
    assert domain.explanation.startswith("Every practice was answered with “does not apply”")


def test_weight_is_shown_where_it_is_not_the_usual_one():
    domain = build(make_source(make_content(((1, 3, 1),)), rated(1, 1, 1))).domains[0]
    assert [blocker.weight_label for blocker in domain.blockers] == ["weight 3"]


def test_levels_are_told_of_the_highest():
    domain = first(rated(3, 3, 3, 3, None), proven=False)
    assert (domain.level_of, domain.evidenced_of, domain.potential_of) == ("2 of 4", "2 of 4", "3 of 4")


def test_unknown_blocker_is_to_be_found_out_first():
    blocker = first(rated(3, 3, 3, 3, None)).blockers[0]
    assert (blocker.current, blocker.current_label, blocker.today) == (None, "Unknown", "")
    assert blocker.next_step == "Find out how it is done today. Where to look: d1-q5."


def test_unknown_practices_that_lag_are_counted_apart():
    sentences = [
        first(rated(*levels)).conditions[1].sentence for levels in ((3, 3, 3, 3, None), (3, 3, 3, 1, None))
    ]
    assert sentences == [
        "1 practice is below level 2: it is unknown and counts as level 1.",
        "2 practices are below level 2, counting 1 unknown as level 1.",
    ]


def test_claim_without_proof_is_said_and_listed():
    domain = first(rated(3, 3, 3, 3, 3), proven=False)
    assert domain.verdict == "Level\xa03 Managed claimed, level\xa02 Structured evidenced"
    assert [item.question for item in domain.proof] == [f"d1-q{place}" for place in range(1, 6)]
    assert domain.evidenced_value is not None
    assert domain.value is not None
    assert domain.evidenced_value < domain.value


def test_change_compares_with_the_last_round():
    changes = [
        first(rated(2, 2, 2, 2, 2), previous=last_round(1, d1=before)).change for before in (1, 2, 3, None)
    ]
    assert changes == [
        "Up from level\xa01 Reactive in the last round.",
        "The same level as in the last round.",
        "Down from level\xa03 Managed in the last round.",
        "It cannot be compared with the last round.",
    ]
