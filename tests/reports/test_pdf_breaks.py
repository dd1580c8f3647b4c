"""Long words get places to break; nothing else of the document changes."""

import pytest

from reports.pdf.breaks import PLACE, breakable

LONG = "W" * 100


@pytest.mark.parametrize(
    "kept",
    [
        "<p>Words of the usual length, and an address: https://crm.example/deals/2026/north</p>",
        f'<a href="https://crm.example/{LONG}">here</a>',
        f"<style>.{LONG} {{ color: red }}</style><title>{LONG}</title>",
        f"<svg><text>{LONG}</text></svg>",
    ],
)
def test_short_words_and_markup_stay_as_they_are(kept: str) -> None:
    assert breakable(kept) == kept


@pytest.mark.parametrize("word", [LONG, "&amp;" * 100, "e\u0301" * 100, "&lt;b&gt;&#x27;" * 40])
def test_long_word_breaks_between_its_letters(word: str) -> None:
    broken = breakable(f"<p>{word}</p>")
    pieces = broken.removeprefix("<p>").removesuffix("</p>").split(PLACE)
    assert len(pieces) > 4
    assert "".join(pieces) == word
    assert not [piece for piece in pieces if piece.startswith("\u0301")]
    assert all(piece.count("&") == piece.count(";") for piece in pieces)


@pytest.mark.parametrize("word", ["e-posta", "E-mail"])
def test_electronic_mail_is_not_broken_after_its_hyphen(word: str) -> None:
    assert breakable(f"<p>{word}</p>") == f"<p>{word[:2]}\N{WORD JOINER}{word[2:]}</p>"


def test_addresses_are_left_as_they_are() -> None:
    assert breakable("<p>example.com/e-mail</p>") == "<p>example.com/e-mail</p>"
