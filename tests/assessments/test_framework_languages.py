"""The frameworks supplied say everything in every language, and the same blanks to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from assessments.framework_files import ENGLISH, plain
from tests.assessments.framework_file_samples import SHIPPED, shipped

LANGUAGES = {code for code, _name in settings.LANGUAGES}
BLANK = re.compile(r"\[[^\]]*\]")
NUMBER = re.compile(r"\d+")
SAME_WORD_IN_ALL = 3  # names such as "Ad hoc" or "Marketing" may be those of English


def texts(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text by language with its place."""
    if isinstance(value, dict) and ENGLISH in value:
        yield place, value
        return
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, entry in entries:
        yield from texts(entry, f"{place}/{key}")


all_shipped = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)


@all_shipped
def test_every_text_is_there_in_every_language(path: Path) -> None:
    checked = shipped(path)
    assert {code: places[:5] for code, places in checked.missing.items() if places} == {}
    found = dict(texts(plain(checked.tree)))
    assert len(found) == checked.texts
    assert all(set(text) == LANGUAGES for text in found.values())


@all_shipped
def test_blanks_are_as_many_in_every_language(path: Path) -> None:
    for place, text in texts(plain(shipped(path).tree)):
        blanks = {code: len(BLANK.findall(words)) for code, words in text.items()}
        assert len(set(blanks.values())) == 1, (place, blanks)
        known = {code: words.count("[x]") for code, words in text.items()}
        assert len(set(known.values())) == 1, (place, known)


@all_shipped
def test_no_sentence_was_left_in_english(path: Path) -> None:
    for place, text in texts(plain(shipped(path).tree)):
        left = [code for code, words in text.items() if code != ENGLISH and words == text[ENGLISH]]
        assert not left or len(text[ENGLISH].split()) <= SAME_WORD_IN_ALL, (place, left)
