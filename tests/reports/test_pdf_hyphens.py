"""Where words are broken, in the report's three languages."""

import pytest

from reports.pdf.hyphens import LONGEST_WORD, Hyphenation


def broken(word: str, lang: str) -> str:
    return Hyphenation(lang=lang).inserted(word)


@pytest.mark.parametrize(
    "word",
    [
        "prog-ram",
        "sa-at",
        "sa-tış-çı",
        "kont-rol",
        "sürp-riz",
        "ço-cuk-la-rı-mız",
        "Türk-çe",
        "de-ğer-len-dir-me",
        "İs-tan-bul",
        "IS-LAK",
        "şi-ir",
        "kart-lar",
        "pro-fe-sör",
        "tren",
        "so-rum-lu-luk",
    ],
)
def test_turkish_words_break_before_the_consonant_of_a_vowel(word: str) -> None:
    assert broken(word.replace("-", ""), "tr") == word


def test_turkish_words_are_not_broken_right_after_an_apostrophe() -> None:
    assert broken("Ankara’dan", "tr") == "An-ka-ra’dan"


@pytest.mark.parametrize(("lang", "word"), [("nl", "ver-ant-woor-de-lijk-heid"), ("en", "doc-u-ment-a-tion")])
def test_dutch_and_english_words_break_by_their_patterns(lang: str, word: str) -> None:
    found = broken(word.replace("-", ""), lang)
    assert found.count("-") >= 2
    assert found.replace("-", "") == word.replace("-", "")


@pytest.mark.parametrize("lang", ["en", "nl", "tr"])
def test_what_is_no_word_is_not_broken(lang: str) -> None:
    assert "-" not in broken("a" * 2000, lang)
    assert "-" not in broken("ba" * LONGEST_WORD, lang)


@pytest.mark.parametrize("word", ["deal-review", "pipeline-review", "kwar-taal-forecast", "sales-manager"])
def test_dutch_words_break_beside_an_english_word_and_not_within_it(word: str) -> None:
    assert broken(word.replace("-", ""), "nl") == word
