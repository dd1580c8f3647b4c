"""Where words may be broken at the end of a line: by pyphen's patterns, and for Turkish by its rule.

Only the render process imports this. Turkish has no patterns there and needs none: a syllable begins with the
consonant before a vowel, or with the vowel after a vowel (Türk Dil Kurumu, Yazım Kılavuzu, "Hece Yapısı ve
Satır Sonunda Kelimelerin Bölünmesi").
"""

import re
from typing import Any

import pyphen

TURKISH, DUTCH = "tr", "nl"
VOWELS = frozenset("aeıioöuüâîû")
# Words that Dutch took over from English: its patterns break within them, where nobody would.
LOANS = re.compile(
    "account|board|business|buyer|champion|check|churn|coach|dashboard|data|deal|enterprise|feedback|"
    "forecast|framework|lead|manager|marketing|meeting|onboarding|outbound|pipeline|playbook|review|roadmap|"
    "sales|scorecard|service|software|team|template|tool|workflow|workshop"
)
# Longer ones are no words; trying every break of a long one would take minutes.
LONGEST_WORD = 40


def turkish_breaks(word: str) -> list[int]:
    """The places before which each syllable but the first begins; none right after an apostrophe."""
    letters = word.replace("İ", "i").replace("I", "ı").lower()
    found, seen_vowel = [], False
    for place, letter in enumerate(letters):
        if letter not in VOWELS:
            continue
        start = place if place and letters[place - 1] in VOWELS else place - 1
        if seen_vowel and letters[start - 1].isalpha() and letters[start].isalpha():
            found.append(start)
        seen_vowel = True
    return found


class Hyphenation(pyphen.Pyphen):
    """What WeasyPrint asks for the breaks of a word; it calls no more than this and ``iterate``."""

    def __init__(self, *, lang: str, left: int = 2, right: int = 2) -> None:
        self.turkish, self.dutch = lang == TURKISH, lang.startswith(DUTCH)
        self.left, self.right = left, right
        if not self.turkish:
            super().__init__(lang=lang, left=left, right=right)

    def positions(self, word: str) -> list[Any]:
        """As pyphen's, but for Turkish and for what is no word."""
        if len(word) > LONGEST_WORD or (len(word.lower()) != len(word) and not self.turkish):
            return []
        if self.dutch:
            return self._beside_loans(word)
        if not self.turkish:
            return list(super().positions(word))
        last = len(word) - self.right
        places = [place for place in turkish_breaks(word) if self.left <= place <= last]
        return [pyphen.DataInt(place) for place in places]

    def _beside_loans(self, word: str) -> list[Any]:
        """As by the patterns, but before and after an English word within a Dutch one, never in it."""
        spans = [found.span() for found in LOANS.finditer(word.lower())]
        places = {place for span in spans for place in span if self.left <= place <= len(word) - self.right}
        found = [place for place in super().positions(word) if not any(a <= place <= z for a, z in spans)]
        return sorted([*found, *map(pyphen.DataInt, places)])


def install() -> None:
    """Lets WeasyPrint break words with this module, which reads pyphen's own files and nothing else."""
    pyphen.LANGUAGES_LOWERCASE[TURKISH] = TURKISH
    pyphen.Pyphen = Hyphenation
