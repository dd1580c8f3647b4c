"""What a YAML file may hold, and how hostile ones are refused before anything is built."""

import time
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.framework_files import FrameworkFileError, read
from assessments.framework_files.reading import MAX_BYTES, MAX_VALUES, read_file
from tests.assessments.framework_file_samples import SHIPPED

LAUGHS = b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"slug: a\0b\n", "NUL"),
        ("slug: ü\n".encode("latin-1"), "is not UTF-8 text; save it in that encoding (line 1)"),
        ("slug: small\n".encode("utf-16"), "UTF-8"),
        ("slug: ğ\n".encode("iso-8859-9"), "is not UTF-8 text; save it in that encoding (line 1)"),
        ("slug: small\n".encode("utf-32"), "UTF-8"),
        (b"a: 1\nb: \xff\n", "is not UTF-8 text; save it in that encoding (line 2)"),
        (b"#" * (MAX_BYTES + 1), "is larger than 2 MB; choose a framework file"),
        (LAUGHS, "(& and *) are not allowed; write the text out in each place (line 1)"),
        (b"a: &never-used 1\n", "anchors and aliases"),
        (b"a: *nowhere\n", "anchors and aliases"),
        (b"a: !!python/object/apply:os.system [ls]\n", "tags (!) are not allowed; remove them, or"),
        (b"a: !!str 5\n", "tags"),
        (b"a: ! 5\n", "tags"),
        (b"!!map {a: 1}\n", "tags"),
        (b"%YAML 1.1\n---\na: 1\n", "directives (%) are not allowed"),
        (b"%TAG ! tag:example.com,2000:\n---\na: 1\n", "directives"),
        (
            b"a: 1\n---\nb: 2\n",
            "only one document is allowed; remove what follows the line of hyphens (line 2)",
        ),
        (b"a: 1\nb: 2\na: 3\n", 'the key "a" is repeated; keep one of the two (line 3)'),
        (b"[a]: 1\n", "keys must be text; write a word before the colon (line 1)"),
        (b"{a: 1}: 1\n", "keys must be text"),
        (b"[" * 50 + b"]" * 50, "is nested too deeply"),
        (b"a: [1\nb: 2\n", "is not valid YAML"),
        (b"a:\n\t- 1\n", "is not valid YAML"),
        (b'a: "\\q"\n', "is not valid YAML"),
        (b"a: \x07\n", "is not valid YAML"),
    ],
)
def test_hostile_or_broken_yaml_is_refused_in_one_line(data: bytes, fault: str) -> None:
    with pytest.raises(FrameworkFileError) as caught:
        read(data)
    assert len(caught.value.faults) == 1
    assert fault in caught.value.faults[0]
    assert "; " in caught.value.faults[0]
    assert "\n" not in caught.value.faults[0]


@pytest.mark.parametrize("data", [b"[" * 2_000_000, b"{a: " * 500_000, b"- " * 1_000_000, b"[a," * 600_000])
def test_deep_nesting_is_refused_at_once(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises(FrameworkFileError):
        read(data)
    assert time.process_time() - started < 5


def test_file_of_100_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as huge:
        huge.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    try:
        with pytest.raises(FrameworkFileError, match="is larger than 2 MB"):
            read_file(file)
        assert tracemalloc.get_traced_memory()[1] < 3 * MAX_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data", [b"[" + b"a," * 1_000_000 + b"]", b"- []\n" * 400_000, b"- {a: 1}\n" * 200_000]
)
def test_millions_of_values_are_refused_at_once(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises(FrameworkFileError, match="too many values"):
        read(data)
    assert time.process_time() - started < 3


def test_files_supplied_stay_far_below_the_limits() -> None:
    for file in SHIPPED:
        assert file.stat().st_size * 3 < MAX_BYTES
        assert _values(read_file(file)) * 5 < MAX_VALUES


def _values(data: object) -> int:
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + sum(map(_values, inside))


def test_scalars_read_as_numbers_booleans_and_text() -> None:
    data = read(
        b'whole: 3\nshare: 0.25\nyes: true\nnothing: null\nnothing_either:\nquoted: "3"\ndate: 2026-10-01\n'
        b"octal: 010\nword: yes\nhuge: 99999999999999999999\nexponent: 1e3\nnot-a-number: .nan\n"
    )
    assert data == {
        "whole": 3,
        "share": Decimal("0.25"),
        "yes": True,
        "nothing": None,
        "nothing_either": None,
        "quoted": "3",
        "date": "2026-10-01",
        "octal": "010",
        "word": "yes",
        "huge": "99999999999999999999",
        "exponent": "1e3",
        "not-a-number": ".nan",
    }


def test_language_code_no_stays_a_key() -> None:
    assert read(b"no: Navn\non: x\n") == {"no": "Navn", "on": "x"}


def test_byte_order_mark_is_accepted() -> None:
    assert read(b"\xef\xbb\xbfa: 1\n") == {"a": 1}


def test_hostile_key_is_shown_short_and_on_one_line() -> None:
    key = "x" * 100_000
    with pytest.raises(FrameworkFileError) as caught:
        read(f'"{key}\\n": 1\n"{key}\\n": 2\n'.encode())
    assert len(caught.value.faults[0]) < 200


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_unreadable_file_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(FrameworkFileError, match="cannot be read"):
        read_file(tmp_path / name)
