"""Strengths, proofs, disagreements, heatmap, answers, method: what the levels rest on."""

from dataclasses import replace

from reports.report import build
from tests.reports.sources import make_content, make_source

ALL = [f"d{d}-q{q}" for d in (1, 2) for q in (1, 2, 3)]


def test_strengths_are_rated_high_proven_and_spread_over_domains():
    answers = {"d1-q1": 4, "d1-q2": 4, "d1-q3": 4, "d2-q1": 3, "d2-q2": 2}
    report = build(make_source(make_content(keys=("d1-q2",)), answers))
    assert [(s.question, s.level_label, s.statement) for s in report.strengths] == [
        ("d1-q2", "Level\xa04 Optimised", "d1-q2 at 4."),
        ("d2-q1", "Level\xa03 Managed", "d2-q1 at 3."),
        ("d1-q1", "Level\xa04 Optimised", "d1-q1 at 4."),
    ]
    assert report.strengths_note == ""
    assert report.strengths[0].evidence == "Evidence from 1 respondent"


def test_practices_below_the_threshold_stand_back_for_better_ones():
    report = build(make_source(None, {**dict.fromkeys(ALL, 2), "d1-q1": 3}))
    assert [strength.question for strength in report.strengths] == ["d1-q1"]


def test_what_a_picked_gap_asks_to_raise_is_no_strength():
    report = build(make_source(None, 2))
    raised = {step.question for gap in report.gaps for step in gap.steps}
    assert raised == {"d1-q1", "d1-q2", "d2-q1", "d2-q2"}
    assert [strength.question for strength in report.strengths] == ["d1-q3", "d2-q3"]


def test_without_proof_nothing_is_called_a_strength():
    report = build(make_source(None, 4, proven=False))
    assert report.strengths == ()
    assert report.strengths_note.startswith("Beside those that the picked gaps ask to raise")


def test_few_strengths_are_explained():
    report = build(make_source(None, {**dict.fromkeys(ALL, 1), "d1-q1": 2}))
    assert [strength.question for strength in report.strengths] == ["d1-q1"]
    assert report.strengths_note.startswith("Only practices at their domain's level")


def test_practices_on_which_people_disagree_are_no_strength():
    report = build(
        make_source(None, {**dict.fromkeys(ALL, 1), "d1-q1": 4}, {**dict.fromkeys(ALL, 1), "d1-q1": 2})
    )
    assert report.strengths == ()


def test_proofs_name_what_would_prove_the_claim():
    report = build(make_source(None, {**dict.fromkeys(ALL, 3)}, proven=False))
    assert [(p.name, p.sentence) for p in report.proofs] == [
        (
            f"Domain d{number}",
            "Level\xa03 Managed is claimed, the evidence carries level\xa02 Structured: "
            "3 practices lack a note or link.",
        )
        for number in (1, 2)
    ]
    assert report.proofs[0].items[0].prompt == "Link d1-q1."
    assert report.proofs_note == ""


def test_nothing_to_prove_is_said():
    note = build(make_source(None, 2)).proofs_note
    assert note == "No domain claims a higher level than its evidence carries."


def test_disagreement_shows_who_said_what():
    source = make_source(
        None, {"d1-q1": 4}, {"d1-q1": 2}, {"d1-q1": 1}, functions=("Sales leader", "Sales rep", "Sales rep")
    )
    (found,) = build(source).disagreements
    assert (found.median_label, found.range_label, found.spread_label) == (
        "Level\xa02 Structured",
        "Level\N{NO-BREAK SPACE}1 to\N{NO-BREAK SPACE}4",
        "3 levels apart",
    )
    assert [(share.label, share.counted, share.share, share.who) for share in found.shares] == [
        ("Level\xa01 Reactive", "1 respondent", 33, "Person 3"),
        ("Level\xa02 Structured", "1 respondent", 33, "Person 2"),
        ("Level\xa03 Managed", "0 respondents", 0, ""),
        ("Level\xa04 Optimised", "1 respondent", 33, "Person 1"),
    ]
    assert [(fact.label, fact.value) for fact in found.functions] == [
        ("Sales leader", "Level\xa04 Optimised"),
        ("Sales rep", "Level\xa01 Reactive"),
    ]
    assert found.sentence == (
        "Answers run from level\xa01 Reactive to level\xa04 Optimised; "
        "the report reckons with level\xa02 Structured."
    )


def test_one_function_is_not_compared_with_itself():
    (found,) = build(make_source(None, {"d1-q1": 4}, {"d1-q1": 2})).disagreements
    assert found.functions == ()


def test_consensus_keeps_the_dissent_visible():
    source = make_source(None, {"d1-q1": 4}, {"d1-q1": 2}, consensus={"d1-q1": 3})
    report = build(source)
    assert report.disagreements[0].consensus == "Agreed on level\xa03 Managed: We looked at it."
    assert report.answers[0].questions[0].rating_label == "Level\xa03 Managed"
    assert report.answers[0].questions[0].consensus == report.disagreements[0].consensus


def test_agreement_is_told_apart_from_a_single_voice():
    notes = [build(make_source(None, *answers)).disagreements_note for answers in ((2,), (2, 2))]
    assert notes[0].startswith("One person answered, so nothing can differ.")
    assert notes[1] == "No practice has answers that are two levels or more apart."


def test_heatmap_says_everything_in_words():
    answers = {"d1-q1": 4, "d1-q2": None, "d1-q3": "Not our trade.", "d2-q1": 1, "d2-q2": 2, "d2-q3": 3}
    rows = build(make_source(make_content(keys=("d1-q1",)), answers)).heatmap.rows
    cells = [cell for row in rows for cell in row.cells]
    assert [(cell.mark, cell.shade, cell.pattern, cell.label) for cell in cells] == [
        ("4", 5, "evidenced", "Level\xa04 Optimised, evidenced"),
        ("?", 0, "", "Unknown"),
        ("–", 0, "", "Not applicable"),
        ("1", 1, "", "Level\xa01 Reactive"),
        ("2", 2, "", "Level\xa02 Structured"),
        ("3", 3, "evidenced", "Level\xa03 Managed, evidenced"),
    ]
    assert [cell.key for cell in cells] == [True, False, False, False, False, False]


def test_heatmap_marks_what_is_not_proven():
    cell = build(make_source(None, 3, proven=False)).heatmap.rows[0].cells[0]
    assert (cell.pattern, cell.pattern_label, cell.label) == (
        "unproven",
        "not proven",
        "Level\xa03 Managed, not proven",
    )


def test_heatmap_takeaway_points_at_the_lowest_ratings():
    takeaway = build(make_source(None, {"d2-q1": 1, "d2-q2": 1})).heatmap.takeaway
    assert takeaway == (
        "2 of 6 practices are at the lowest rating given, level 1; most of them in Domain d2 (2)."
    )


def test_heatmap_takeaway_says_most_only_of_more_than_half():
    shape = ((1, 1, 1),) * 4
    lowest = ("d1-q1", "d1-q2", "d2-q1", "d3-q1", "d2-q2", "d3-q2")
    endings = [
        build(make_source(make_content(shape), dict.fromkeys(slugs, 1))).heatmap.takeaway.partition("; ")[2]
        for slugs in (lowest[:4], lowest[:5], lowest, ("d1-q1",))
    ]
    assert endings == [
        "more than in any other domain: Domain d1 (2).",
        "more than elsewhere: Domain d1 and Domain d2 (2 each).",
        "",
        "look in Domain d1 first.",
    ]


def test_answers_stand_as_they_were_given():
    answers = {"d1-q1": 3, "d1-q2": None, "d1-q3": "We sell through partners."}
    questions = build(make_source(None, answers, functions=("Sales leader",))).answers[0].questions
    entries = [question.entries[0] for question in questions]
    assert [(entry.label, entry.reason, entry.note, entry.dated) for entry in entries] == [
        ("Level\xa03 Managed", "", "Seen last month.", "1 March 2026"),
        ("We don't know", "", "", ""),
        ("Does not apply", "We sell through partners.", "", ""),
    ]
    assert (entries[0].respondent, entries[0].function) == ("Person 1", "Sales leader")
    assert [question.number for question in questions] == ["1.1", "1.2", "1.3"]


def test_nameless_respondents_are_numbered():
    source = make_source(None, 2, 2)
    nameless = replace(source, answerers=tuple(replace(a, name="") for a in source.answerers))
    assert [respondent.name for respondent in build(nameless).respondents] == ["Respondent 1", "Respondent 2"]


def test_method_prints_version_and_parameters():
    parameters = build(make_source(None, 2)).parameters
    assert {fact.label: fact.value for fact in parameters} == {
        "Framework": "Test framework",
        "Framework version": "3",
        "Rubric": "Test rubric",
        "Levels": "4",
        "Practices": "6",
        "Evidence needed from level": "3",
        "Bonus of a warning sign": "0.25",
        "Factor of the weakest domain": "1.5",
        "Share a third gap needs": "0.5",
        "Disagreement from a spread of": "2",
        "Version of the scoring rules": "1",
        "Opened": "2 March 2026",
        "Submitted": "9 March 2026",
    }


def test_limits_count_the_voices():
    limits = [build(make_source(None, *answers)).limits[0] for answers in ((2,), (2, 2))]
    assert limits[0].startswith("This is a self-assessment: it says what one person inside the team sees")
    assert limits[1].startswith("This is a self-assessment: it says what 2 people around the team see")
