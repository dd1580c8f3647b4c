"""What the page before the next round says of work that goes on with the last one.

What lies above assessments says so: ``register(sentence)`` in its app's ``ready()``.
"""

from collections.abc import Callable

from assessments.models import Assessment

Sentence = Callable[[Assessment], str]
_sentences: list[Sentence] = []


def register(sentence: Sentence) -> None:
    """From now on the page says what ``sentence`` makes of the last round, unless that is ""."""
    _sentences.append(sentence)


def goes_on_with(previous: Assessment) -> list[str]:
    """The sentences of all who registered."""
    return [said for said in (sentence(previous) for sentence in _sentences) if said]
