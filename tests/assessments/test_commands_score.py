"""The command score: with a file and without a database, with the database, and every refusal."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from assessments.management.faults import FaultsError
from tests.assessments.framework_file_samples import ROOT, write_file

EXAMPLES = ROOT / "fixtures" / "examples"
FRAMEWORK = ROOT / "fixtures" / "frameworks" / "b2b-revenue-team.yaml"
NO_DATABASE = {
    "MATURITY_MODE": "test",
    "DATABASE_URL": "sqlite:////nonexistent/folder/db.sqlite3",
    "PATH": "",
}


def score(*arguments: object, stdin: bytes = b"", folder: Path) -> subprocess.CompletedProcess[bytes]:
    """As a user runs it, with a database that cannot be opened."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "score", *arguments],
        cwd=folder,
        env=NO_DATABASE | {"MATURITY_VAR_DIR": str(folder)},
        input=stdin,
        capture_output=True,
        check=False,
    )


def answers() -> dict[str, Any]:
    """A complete document for the small framework."""
    slugs = ("d1-q1", "d1-q2", "d2-q1", "d2-q2")
    return {
        "rubric": "four",
        "responses": [{"respondent": "A", "answers": {slug: {"level": 2} for slug in slugs}}],
    }


def faults_of(tmp_path: Path, document: Any, *more: str) -> list[str]:
    """What the command says about a document, as JSON text or to be made into it."""
    path = tmp_path / "answers.json"
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    path.write_bytes(text)
    arguments = more or ("--framework-file", str(write_file(tmp_path)))
    with pytest.raises(FaultsError) as caught:
        call_command("score", str(path), *arguments, stdout=StringIO())
    assert caught.value.returncode == 2
    return [fault.replace(f"{path}: ", "") for fault in caught.value.faults]


@pytest.mark.parametrize("way", ["file", "standard-input"])
def test_example_prints_exactly_its_result_without_a_database(tmp_path: Path, way: str) -> None:
    example = EXAMPLES / "score.json"
    name, stdin = (example, b"") if way == "file" else ("-", example.read_bytes())
    done = score(name, "--framework-file", FRAMEWORK, stdin=stdin, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == (EXAMPLES / "score.result.json").read_bytes()


@pytest.mark.django_db
def test_database_gives_the_same_result_as_the_file() -> None:
    call_command("load_framework", str(FRAMEWORK), "--publish", stdout=StringIO())
    out = StringIO()
    call_command("score", str(EXAMPLES / "score.json"), stdout=out)
    assert out.getvalue() == (EXAMPLES / "score.result.json").read_text(encoding="utf-8")


def test_faults_go_to_standard_error_one_a_line_with_status_2(tmp_path: Path) -> None:
    document = answers()
    document["responses"][0]["answers"]["d1-q1"] = {"level": 9}
    document["goal"] = "nowhere"
    done = score(
        "-", "--framework-file", write_file(tmp_path), stdin=json.dumps(document).encode(), folder=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        'goal: "nowhere" is unknown',
        'responses[0].answers["d1-q1"].level: 9 is not between 1 and 4',
    ]


def test_unreachable_database_is_one_line(tmp_path: Path) -> None:
    done = score(EXAMPLES / "score.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "framework: the database cannot be read: unable to open database file\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe{\x00", "is not UTF-8 text"),
        (b'{"rubric": }', "is not valid JSON: Expecting value (line 1, column 12)"),
        (b'{\n "rubric": "four",\n}', "is not valid JSON: "),
        (b'{"rubric": "four", "rubric": "two", "responses": []}', 'the key "rubric" is repeated'),
        (b'{"rubric": NaN}', "NaN is not a JSON number"),
        (b'{"rubric": -Infinity}', "-Infinity is not a JSON number"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"rubric": ' + b"9" * 5000 + b"}", "holds a number with too many digits"),
    ],
    ids=["empty", "blank", "utf-16", "broken", "comma", "repeated", "nan", "infinity", "deep", "digits"],
)
def test_what_is_no_json_is_refused_in_one_line(tmp_path: Path, text: bytes, fault: str) -> None:
    faults = faults_of(tmp_path, text)
    assert len(faults) == 1
    assert faults[0].startswith(fault)


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_unreadable_file_is_refused(tmp_path: Path, name: str) -> None:
    done = score(name, "--framework-file", FRAMEWORK, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"{name}: cannot be read: ")
    assert done.stderr.count(b"\n") == 1


CASES: dict[str, tuple[Callable[[dict[str, Any]], object], list[str]]] = {
    "no-rubric": (lambda d: d.pop("rubric"), ["rubric: is required"]),
    "unknown-rubric": (
        lambda d: d.update(rubric="nine"),
        ['rubric: "nine" is unknown; the framework has four, two'],
    ),
    "rubric-number": (lambda d: d.update(rubric=4), ["rubric: must be text"]),
    "no-responses": (lambda d: d.pop("responses"), ["responses: is required"]),
    "unknown-key": (lambda d: d.update(domains=[]), ["domains: is not a known key"]),
    "other-framework": (
        lambda d: d.update(framework="large"),
        ['framework: "large" is not the framework of '],
    ),
    "framework-number": (lambda d: d.update(framework=5), ["framework: 5 is not the framework of "]),
    "unknown-question": (
        lambda d: d["responses"][0]["answers"].update(nine={"level": 1}),
        ['responses[0].answers["nine"]: is not a question of this framework'],
    ),
    "unknown-sign": (lambda d: d.update(warning_signs=["s9"]), ['warning_signs[0]: "s9" is unknown']),
    "level-nine": (
        lambda d: d["responses"][0]["answers"].update({"d1-q1": {"level": 9}}),
        ['responses[0].answers["d1-q1"].level: 9 is not between 1 and 4'],
    ),
    "key-practice": (
        lambda d: d["responses"][0]["answers"].update({"d1-q1": {"not_applicable": "No."}}),
        ['responses[0].answers["d1-q1"].not_applicable: a key practice always applies'],
    ),
    "two-faults": (
        lambda d: d.update(rubric="nine", goal=3),
        ["goal: must be text", 'rubric: "nine" is unknown; the framework has four, two'],
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_wrong_document_is_refused_by_its_keys(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], expected: list[str]
) -> None:
    document = answers()
    change(document)
    faults = faults_of(tmp_path, document)
    assert len(faults) == len(expected)
    assert all(fault.startswith(start) for fault, start in zip(faults, expected, strict=True))


@pytest.mark.parametrize("document", [[], 5, "text", None, {}])
def test_other_json_is_refused(tmp_path: Path, document: object) -> None:
    assert faults_of(tmp_path, document)


def test_faulty_framework_file_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("slug: [", encoding="utf-8")
    faults = faults_of(tmp_path, answers(), "--framework-file", str(path))
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}: is not valid YAML")


def test_same_framework_key_and_file_agree(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers() | {"framework": "small"}), encoding="utf-8")
    out = StringIO()
    call_command("score", str(path), "--framework-file", str(write_file(tmp_path)), stdout=out)
    assert json.loads(out.getvalue())["overall"]["level"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({}, "framework: is required unless --framework-file is given"),
        ({"framework": 5}, "framework: must be text"),
        ({"framework": "small"}, 'framework: "small" is unknown or has no published version'),
        ({"framework": "nowhere"}, 'framework: "nowhere" is unknown or has no published version'),
    ],
    ids=["missing", "number", "draft-only", "unknown"],
)
def test_framework_is_looked_up_among_the_published(tmp_path: Path, more: dict[str, Any], fault: str) -> None:
    call_command("load_framework", str(write_file(tmp_path)), stdout=StringIO())
    assert faults_of(tmp_path, answers() | more, "--verbosity=1") == [fault]
