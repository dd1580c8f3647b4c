"""A framework tree is written in one way only, and reads back as itself."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.framework_files import check, digest, loads, read, write
from tests.assessments.framework_file_samples import SHIPPED, framework_data, shipped

TREE = check(framework_data()).tree
EMPTY = replace(TREE, rubrics=(), domains=(), warning_signs=(), goals=(), kpis=())
AWKWARD = [
    "yes",
    "NO",
    "null",
    "~",
    "true",
    "12",
    "0.5",
    "1e3",
    "2026-10-01",
    "a: b",
    "a #b",
    "ends with:",
    "# starts with hash",
    "- a dash",
    "? question",
    "'single' quotes",
    'say "hello"',
    "back\\slash",
    "{braces}",
    "[list]",
    "* star",
    "& and",
    "%d percent",
    "@at",
    "`tick`",
    "line one\nline two",
    "paragraph\n\nparagraph",
    "  leading",
    "trailing  ",
    "ends with a break\n",
    "\nstarts with one",
    "line \n with spaces around",
    "line\n  indented",
    "tab\there",
    "two  spaces " * 20,
    "word " * 60 + "end",
    "x" * 300,
    "a " + "x" * 300 + " b",
    "ğüşıöçİ",
    "emoji 😀 and \u2028 a line separator",
    "\ufeffbom",
    "no-break\u00a0space",
    "---",
    "...",
    "a\u0085b",
    "=",
    "<<",
    "! tag",
    "| pipe",
    "> fold " * 30,
]


def renamed(words: str) -> str:
    return write(replace(EMPTY, summary={"en": words}))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_file_is_written_back_byte_for_byte(path: Path) -> None:
    assert write(shipped(path).tree).encode() == path.read_bytes()


def test_small_tree_reads_back_as_itself() -> None:
    text = write(TREE)
    assert loads(text.encode()).tree == TREE
    assert write(loads(text.encode()).tree) == text


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_text_reads_back_as_itself(words: str) -> None:
    text = renamed(words)
    assert read(text.encode())["summary"] == {"en": words}
    assert yaml.load(text, Loader=yaml.SafeLoader)["summary"] == {"en": words}


@settings(deadline=None)  # other work on the machine is no fault of the text
@given(st.text(max_size=400).filter(str.strip))
def test_any_text_reads_back_as_itself(words: str) -> None:
    assert read(renamed(words).encode())["summary"] == {"en": words}


@settings(deadline=None)  # other work on the machine is no fault of the text
@given(st.text(alphabet="ab :#-'\"\n\\,{}&*", min_size=1, max_size=300).filter(str.strip))
def test_any_mix_of_punctuation_reads_back_in_python_and_c(words: str) -> None:
    text = renamed(words)
    assert read(text.encode())["summary"] == {"en": words}
    assert yaml.load(text, Loader=yaml.SafeLoader)["summary"] == {"en": words}


def test_lines_stay_readable_and_nothing_is_aliased() -> None:
    same = {"en": "The same words " * 20 + "end"}
    text = write(replace(TREE, name=same, summary=same))
    assert max(len(line) for line in text.splitlines()) <= 110
    assert "&" not in text
    assert text.count(">-") == 2


def test_digest_follows_the_content_and_not_the_look_of_the_file() -> None:
    restyled = yaml.safe_dump(framework_data(), width=40, default_flow_style=True).encode()
    assert digest(loads(restyled).tree) == digest(TREE)
    assert digest(replace(TREE, summary={"en": "Other"})) != digest(TREE)
