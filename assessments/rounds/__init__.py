"""From one round to the next: what a newer framework version keeps, rewords, adds and drops.

See docs/decisions/0010-next-round.md for what carries over and why.
"""

from assessments.rounds.changes import Changed, Changes, Edition, Text, Wording, changes_between
from assessments.rounds.offers import rubric_for, versions_offered
from assessments.rounds.reading import editions_of

__all__ = [
    "Changed",
    "Changes",
    "Edition",
    "Text",
    "Wording",
    "changes_between",
    "editions_of",
    "rubric_for",
    "versions_offered",
]
