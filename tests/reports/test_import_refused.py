"""What an import refuses: before parsing, by the schema, and by what this site has; nothing is written."""

import json
from copy import deepcopy
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator

from assessments.actions import add_respondent, submit
from assessments.models import Assessment, FrameworkVersion
from reports.exports.data import SCHEMA
from reports.imports.faults import MOST_SHOWN, RefusedError, pointer
from reports.imports.fitting import Fitting
from reports.imports.judging import judge
from reports.imports.reading import read
from tests.factories import answer_all, make_assessment, make_version
from tests.reports.test_import_round import export

Document = dict[str, Any]


def refused(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(RefusedError) as error:
        judge(read(content))
    return [(fault.place, fault.reason) for fault in error.value.faults]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe{\x00}\x00", "The file is not UTF-8 text. Is it the JSON file of a report?"),
        ('{"a": 1}'.encode("utf-16-le"), "From here on the file is not valid JSON."),
        (b'{"a": "\x00"}', "From here on the file is not valid JSON."),
        (b'{"a": 1, "a": 2}', "The file holds this key twice in the same place."),
        (b'{"a": NaN}', "The file holds something that is not a JSON number."),
        (b'{"a": 1e999}', "The file holds a number with too many digits."),
        (b'{"a": ' + b"9" * 5000 + b"}", "The file holds a number with too many digits."),
        (b'{"a": "\\ud800"}', "The file holds half of a character."),
        (b"[" * 100_000, "The file is nested too deeply."),
        (b"[" * 150 + b"]" * 150, "The file is nested too deeply."),
        (b"[" + b"{}," * 400_000 + b"1]", "The file holds too many values."),
        (b"{" + b'"a":1,' * 200_000 + b'"a":1}', "The file holds this key twice in the same place."),
        (b"PK\x03\x04 a zip file", "From here on the file is not valid JSON."),
        (b"a: &x [*x]", "From here on the file is not valid JSON."),
        (b"[]", "This is not a report as data (JSON) of this product."),
        (b'{"format": "other"}', "This is not a report as data (JSON) of this product."),
        (
            b'{"format": "sales-maturity-report", "version": 2}',
            "This site reads version 1 of the format only.",
        ),
        (b" " * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB."),
    ],
)
def test_file_that_cannot_be_read_is_refused_before_anything_is_looked_up(content: bytes, words: str) -> None:
    assert refused(content)[0][1] == words


def test_place_of_broken_json_is_its_line_and_column() -> None:
    assert refused(b'{\n  "a": ,\n}')[0][0] == "line 2, column 8"


def test_pointer_is_one_readable_line_whatever_the_keys() -> None:
    assert pointer("a/b", 0, "c~d", "e\nf\u202e") == "/a~1b/0/c~0d/e\\nf\\u202e"
    assert len(pointer("x" * 10_000)) < 100


@pytest.fixture
def document(db: None) -> Document:
    """Two respondents; d1-q1 is a key practice, and they lie apart on d1-q2."""
    assessment = make_assessment(make_version(slug="known"), name="Ann", title="Q3")
    add_respondent(assessment=assessment, name="Bo", function="rep")
    for respondent, rank in zip(assessment.respondents.all(), (2, 4), strict=True):
        answer_all(respondent, {"d1-q2": rank}, note="Seen.")
    found: Document = json.loads(export(submit(assessment=assessment)[0]))
    return found


LATER = (timezone.now() + timedelta(days=9)).isoformat(timespec="seconds")
ANSWERS = "/assessment/responses/0/answers"
# Where what is put, where the fault is found below that, and its words.
CASES: list[tuple[str, Any, str, str]] = [
    ("/extra", 1, "", "The format does not know this key."),
    ("/language", "English", "", "This is not written as the format asks."),
    ("/assessment/responses", [], "", "This is empty."),
    ("/assessment/responses", [7] * 301, "", "These are too many; the most is 300."),
    ("/assessment/team", "x" * 121, "", "This is too long; the most is 120 characters."),
    ("/assessment/team", "\u202eevil", "", "invisible character (U+202E)"),
    ("/assessment/team", "a\x00b", "", "Null characters are not allowed."),
    ("/assessment/team", " \u200b", "", "Fill this in."),
    ("/assessment/framework_version", 9, "", "no published version 9 of the framework “known”. Ask whoever"),
    ("/assessment/rubric", "r5", "", "has no such levels"),
    ("/assessment/goal", "goal-9", "", "has no such goal"),
    ("/assessment/warning_signs", [7] * 201, "", "These are too many; the most is 200."),
    ("/assessment/warning_signs", ["sign-9"], "/0", "has no such warning sign"),
    ("/assessment/submitted_at", LATER, "", "has not come yet"),
    ("/assessment/opened_at", LATER, "", "opened after it was submitted"),
    ("/assessment/opened_at", "2026-02-31T00:00:00Z", "", "There is no such time."),
    ("/assessment/opened_at", "0001-01-01T00:00:00+09:00", "", "There is no such time."),
    ("/assessment/opened_at", "1999-12-31T00:00:00Z", "", "from the year 2000 on"),
    ("/assessment/responses/0/function", "pope", "", "no function that respondents have"),
    ("/assessment/responses/0/respondent", "", "", "This is empty."),
    ("/assessment/responses/0/user", 1, "", "The format does not know this key."),
    (f"{ANSWERS}/d9-q9", {"level": 1}, "", "has no such question"),
    (f"{ANSWERS}/a b", {"level": 1}, "", "This is not written as the format asks."),
    (f"{ANSWERS}/d1-q2", {"level": 5}, "/level", "The levels run from 1 to 4."),
    (f"{ANSWERS}/d1-q2", {"level": True}, "/level", "This must be a whole number."),
    (f"{ANSWERS}/d1-q2", {"level": 10**30}, "/level", "The most is 100."),
    (f"{ANSWERS}/d1-q2", {}, "", "Exactly one of level"),
    (f"{ANSWERS}/d1-q2", {"level": 1, "unknown": True}, "", "Exactly one of level"),
    (f"{ANSWERS}/d1-q2", {"unknown": 1}, "/unknown", "This must be true."),
    (f"{ANSWERS}/d1-q1", {"not_applicable": "No."}, "/not_applicable", "A key practice always applies."),
    (f"{ANSWERS}/d1-q2", {"not_applicable": " "}, "/not_applicable", "Fill this in."),
    (f"{ANSWERS}/d1-q2/evidence", {"link": "javascript:alert(1)"}, "/link", "starts with https://"),
    (f"{ANSWERS}/d1-q2/evidence", {"link": "https://me:word@example.com"}, "/link", "Leave out what stands"),
    (f"{ANSWERS}/d1-q2/evidence", {"dated": LATER[:10]}, "/dated", "has not come yet"),
    (f"{ANSWERS}/d1-q2/evidence", {"note": "n" * 2001}, "/note", "the most is 2000 characters"),
    ("/assessment/consensus", {"d1-q1": {"level": 3, "why": "So."}}, "/d1-q1/level", "between the lowest"),
    ("/assessment/consensus", {"d1-q2": {"level": 3, "why": " "}}, "/d1-q2/why", "Fill this in."),
    ("/result/overall/level", 3, "", "this is 2; the file says 3."),
    ("/result/gaps", [], "", "Scored here, this is ["),
]  # fmt: skip


def changed(document: Document, place: str, value: Any) -> bytes:
    copy = deepcopy(document)
    *way, last = place.split("/")[1:]
    inner: Any = copy
    for part in way:
        inner = inner[int(part)] if isinstance(inner, list) else inner[part]
    inner[last] = value
    return json.dumps(copy).encode()


def test_file_that_does_not_fit_is_refused_with_place_and_reason(document: Document) -> None:
    wrong = []
    for place, value, below, words in CASES:
        faults = refused(changed(document, place, value))
        if len(faults) != 1 or faults[0][0] != place + below or words not in faults[0][1]:
            wrong.append(f"{place}: {faults}")
    assert not wrong, "\n".join(wrong)
    assert Assessment.objects.count() == 1


def test_quick_check_finds_what_jsonschema_finds(document: Document) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    fitting, validator = Fitting(schema), Draft202012Validator(schema)
    document["report"] = {"language": "en", "title": "T", "team": "T", "sections": []}
    assert fitting.fits(schema, document)
    for place, value, _below, _words in CASES:
        one = json.loads(changed(document, place, value))
        assert fitting.fits(schema, one) == validator.is_valid(one), (place, value)


def test_schema_may_use_no_keyword_that_the_quick_check_does_not_know() -> None:
    schema = {"uniqueItems": True}
    with pytest.raises(KeyError, match="uniqueItems"):
        Fitting(schema).fits(schema, [1, 1])


@pytest.mark.once
def test_hundreds_of_respondents_are_read_in_seconds_and_one_fault_is_found(document: Document) -> None:
    answers = {f"d1-q{number}": {"level": 2, "evidence": {"note": "Seen."}} for number in range(60)}
    people: list[Document] = [
        {"respondent": f"P{number}", "function": "rep", "answers": {**answers}} for number in range(300)
    ]
    people[299]["answers"]["d1-q59"] = {}
    document["assessment"]["responses"] = people
    began = process_time()
    assert [place for place, _reason in refused(json.dumps(document).encode())] == [
        "/assessment/responses/299/answers/d1-q59"
    ]
    assert process_time() - began < 10  # a tenth of it on a machine that does nothing else


def test_question_that_nobody_answered_is_named(document: Document) -> None:
    for response in document["assessment"]["responses"]:
        del response["answers"]["d2-q1"]
    assert refused(json.dumps(document).encode()) == [
        ("/assessment/responses", "Nobody answered the question “d2-q1”.")
    ]


def test_withheld_answers_are_refused_with_the_reason_given(document: Document) -> None:
    document |= {"assessment": None, "withheld": "Left out on purpose."}
    assert refused(json.dumps(document).encode())[1] == ("/withheld", "Left out on purpose.")


def test_at_most_twenty_faults_are_shown_with_the_count_of_the_rest(document: Document) -> None:
    document |= {f"key{number}": number for number in range(30)}
    with pytest.raises(RefusedError) as error:
        read(json.dumps(document).encode())
    assert (len(error.value.faults), error.value.more) == (MOST_SHOWN, 10)


def test_retired_version_is_taken_and_a_draft_is_not(document: Document) -> None:
    content = json.dumps(document).encode()
    versions = FrameworkVersion.objects.filter(framework__slug="known")
    versions.update(status=FrameworkVersion.Status.RETIRED)
    assert judge(read(content)).version == versions.get()
    make_version(slug="drafted", publish=False)
    document["assessment"]["framework"] = "drafted"
    assert refused(json.dumps(document).encode())[0][0] == "/assessment/framework_version"
