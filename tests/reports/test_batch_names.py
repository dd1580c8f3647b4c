"""File names within the ZIP."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.batches.names import file_names

DAY = "2026-11-21"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Aker AS", "Saha satış", "3. çeyrek", DAY), "Aker AS – Saha satış – 3. çeyrek – 2026-11-21.pdf"),
        (("", "Field sales", "", DAY), "Field sales – 2026-11-21.pdf"),
        (("../../etc", "pass/wd\\x", DAY), "etc – pass wd x – 2026-11-21.pdf"),
        (("C:\\con", "a\u202egpj.exe", DAY), "C con – a gpj.exe – 2026-11-21.pdf"),
        (("a\nb\0c", DAY), "a b c – 2026-11-21.pdf"),
        (("...", "  "), "report.pdf"),
    ],
)
def test_name_keeps_its_letters_and_leaves_its_folder_never(parts: tuple[str, ...], name: str) -> None:
    assert file_names([parts], ".pdf") == [name]


def test_names_that_some_systems_take_for_the_same_are_told_apart() -> None:
    wanted = [("Café",), ("Café",), ("CAFE\u0301",), ("Cafe (2)",)]
    names = file_names(wanted, ".pdf")
    assert names[:3] == ["Café.pdf", "Café (2).pdf", "CAFÉ (3).pdf"]
    assert len(set(names)) == 4


@given(st.lists(st.lists(st.text(), max_size=4).map(tuple), max_size=6))
def test_any_texts_make_names_that_every_system_takes(wanted: list[tuple[str, ...]]) -> None:
    names = file_names(wanted, ".pdf")
    assert len({unicodedata.normalize("NFKD", name).casefold() for name in names}) == len(wanted)
    for name in names:
        assert not set(name) & set('/\\:*?"<>|\0\n\r')
        assert name.endswith(".pdf")
        assert not name.startswith((".", " "))
        assert len(name.encode()) <= 255
