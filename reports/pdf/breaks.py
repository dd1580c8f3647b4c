"""Places to break what has none: a word of thousands of characters, which takes the renderer seconds a note.

It lays out the whole rest of such a word for every line; with places to break, one line at a time.
"""

import re
import unicodedata

LONGEST, EVERY = 60, 20
PLACE = "\N{ZERO WIDTH SPACE}"
TEXT = re.compile(r"(<(?:style|title|svg)\b.*?</(?:style|title|svg)>|<[^>]*>)", re.DOTALL)
WORD = re.compile(rf"[^\s<>]{{{LONGEST},}}")
# What reads as one word: "e-posta", "e-mail".
ELECTRONIC = re.compile(r"(?<![\w./@-])([Ee]-)(?=posta|mail|commerce|ticaret|learning)")
LETTER = re.compile(r"&#?\w+;|.", re.DOTALL)
JOINER = "\N{ZERO WIDTH JOINER}"
TOGETHER = "\N{WORD JOINER}"


def breakable(html: str) -> str:
    """The document with a place to break in every word of more than 60 characters, and none in "e-mail"; its
    markup stays.
    """
    pieces = TEXT.split(html)
    whole = (ELECTRONIC.sub(rf"\1{TOGETHER}", text) for text in pieces[::2])
    pieces[::2] = [WORD.sub(_broken, text) for text in whole]
    return "".join(pieces)


def _broken(word: re.Match[str]) -> str:
    found: list[str] = []
    since = 0
    for letter in LETTER.findall(word[0]):
        joins = unicodedata.combining(letter) if len(letter) == 1 else False
        if since >= EVERY and not joins and letter != JOINER and found[-1] != JOINER:
            found.append(PLACE)
            since = 0
        found.append(letter)
        since += 1
    return "".join(found)
