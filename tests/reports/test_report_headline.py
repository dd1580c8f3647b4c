"""The answer that the report begins with."""

from reports.report import build
from tests.reports.sources import last_round, make_content, make_source

SIX = ((1, 1, 1),) * 6


def test_claimed_and_evidenced_stand_side_by_side():
    headline = build(make_source(None, 3, proven=False)).headline
    assert headline.answer == "Level\xa03 Managed claimed, level\xa02 Structured evidenced"
    assert headline.meaning == (
        "The evidence carries one level less than the answers claim. The gaps are ranked on the claimed "
        "levels: prove the claim first, or read the roadmap one level lower."
    )
    assert headline.count == "6 of 6 practices at this level or higher"
    assert headline.typical == "Typical of level\xa03 Managed"
    assert (headline.today, headline.risk, headline.improve_first) == (
        "Works like 3.",
        "Risk 3.",
        "Improve 3.",
    )


def test_claim_without_a_gap_is_only_to_be_proven():
    headline = build(make_source(None, 4, proven=False)).headline
    assert headline.meaning == (
        "The evidence carries 2 levels less than the answers claim: prove the claim first."
    )


def test_level_carried_by_evidence_says_so_once():
    headline = build(make_source(None, 3)).headline
    assert headline.answer == "Level\xa03 Managed, claimed and evidenced"
    assert (
        headline.meaning == "The claimed and the evidenced levels agree, overall and in every rated domain."
    )


def test_domain_that_claims_more_is_named_where_the_whole_agrees():
    answers = {f"d2-q{q}": 3 for q in (1, 2, 3)}
    headline = build(make_source(make_content(SIX), answers, proven=False)).headline
    assert headline.meaning == "Overall, claim and evidence agree; in Domain d2 the claim is higher."


def test_ratings_without_evidence_are_counted_where_the_levels_agree():
    answers = {"d1-q1": 3, "d2-q1": 3, "d2-q2": None}
    headline = build(make_source(None, answers, proven=False)).headline
    assert headline.meaning.startswith(
        "The claimed and the evidenced levels agree, overall and in every rated domain. "
        "2 of 5 single ratings are not proven."
    )


def test_way_to_the_next_level_counts_the_domains_there():
    def progress(*levels, shape=SIX):
        answers = {f"d{d}-q{q}": level for d, level in enumerate(levels, 1) for q in (1, 2, 3)}
        return build(make_source(make_content(shape[: len(levels)]), answers)).headline.progress

    assert progress(3, 3, 2, 2, 2, 2) == (
        "2 of 6 domains at level 3 or higher; more than half of the weight is needed"
    )
    assert progress(3, 3, 3, 4, 2, 1) == (
        "4 of 6 domains at level 3 or higher; the others have to be at level 2 at least"
    )
    assert progress(2) == "The only domain is below level 3"
    assert progress(4, 4) == ""


def test_difference_between_respondents_is_counted_where_several_answered():
    one, same, apart = (
        build(make_source(None, *answers)).headline.disagreement
        for answers in ((2,), (2, 2), (2, {"d1-q1": 4, "d1-q2": 4}))
    )
    assert one == ""
    assert same == "No practice differs by two levels or more between respondents."
    assert apart == "2 of 6 practices differ by two levels or more between respondents."


def test_unknown_answers_show_what_is_possible():
    answers = {"d1-q1": 3, "d1-q2": 3, "d1-q3": None, "d2-q1": 3, "d2-q2": 3, "d2-q3": 3}
    headline = build(make_source(None, answers)).headline
    assert headline.meaning.endswith("Once what is unknown is found out, it can turn out as high as level 3.")


def test_too_little_known_gives_no_level():
    headline = build(make_source(None, dict.fromkeys(["d1-q1", "d1-q2", "d2-q1", "d2-q2"]))).headline
    assert headline.answer == "Too little is known for an overall level"
    assert (headline.claimed_label, headline.count, headline.progress, headline.why) == (
        "Not rated",
        "",
        "",
        "",
    )


def test_nothing_applicable_gives_no_level():
    slugs = [f"d{d}-q{q}" for d in (1, 2) for q in (1, 2, 3)]
    headline = build(make_source(None, dict.fromkeys(slugs, "Not our trade."))).headline
    assert headline.answer == "No domain applies to this team"
    assert headline.claimed_label == "Not applicable"


def test_lowest_domain_explains_the_level():
    answers = {f"d{d}-q{q}": 3 for d in range(1, 6) for q in (1, 2, 3)}
    answers |= {"d6-q1": 1, "d6-q2": 1, "d6-q3": 1}
    headline = build(make_source(make_content(SIX), answers)).headline
    assert headline.claimed_label == "Level\xa02 Structured"
    assert headline.why == (
        "At level 2 or higher: 5 of 6 domains. The whole can stand at most one level above its lowest "
        "domain: Domain d6, at level 1."
    )


def test_next_step_is_the_first_of_the_first_gap():
    assert build(make_source(None, 2)).headline.next_step == "Start with Domain d1. Take d1-q1 to 3."


def test_next_step_finds_out_what_nobody_knows():
    answers = {f"d1-q{q}": level for q, level in ((1, None), (2, 2), (3, 2))}
    answers |= {f"d2-q{q}": 4 for q in (1, 2, 3)}
    assert build(make_source(None, answers)).headline.next_step == (
        "Start with Domain d1: “How about d1-q1?” Find out how it is done today. Where to look: d1-q1."
    )


def test_next_step_without_a_gap_is_to_prove_or_to_keep():
    steps = [build(make_source(None, 4, proven=proven)).headline.next_step for proven in (False, True)]
    assert steps == [
        "Prove what is claimed, beginning with Domain d1.",
        "Keep the level by asking again next quarter.",
    ]


def test_levels_are_marked_where_the_team_stands():
    report = build(make_source(None, 3, proven=False))
    assert [(level.label, level.marks) for level in report.levels] == [
        ("Level\xa01 Reactive", ()),
        ("Level\xa02 Structured", ("Evidenced",)),
        ("Level\xa03 Managed", ("Claimed",)),
        ("Level\xa04 Optimised", ()),
    ]


def test_last_round_is_compared():
    headline = build(make_source(None, 3, previous=last_round(2))).headline
    assert headline.change == "Up from level\xa02 Structured in the last round."


def test_facts_leave_out_what_is_not_there():
    report = build(make_source(None, 2, organisation="", goal=None))
    assert [(fact.label, fact.value) for fact in report.facts] == [
        ("Team", "Field sales"),
        ("Business goal", "None chosen"),
        ("Answered by", "1 respondent"),
        ("Submitted", "9 March 2026"),
        ("Framework", "Test framework"),
        ("Rubric", "Test rubric"),
    ]
