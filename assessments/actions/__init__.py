"""Writes that touch several rows: keyword-only, and whole or not at all."""

from assessments.actions.anonymising import TooFewError
from assessments.actions.answers import AnswerContent, Save, StaleAnswerError, save_answer, write_answer
from assessments.actions.claiming import claim
from assessments.actions.consensus import (
    StaleConsensusError,
    record_consensus,
    stamp_of,
    withdraw_consensus,
)
from assessments.actions.lifecycle import (
    IncompleteError,
    add_respondent,
    change_report_language,
    change_set_up,
    open_assessment,
    submit,
)
from assessments.actions.locking import ClosedError, SealedError
from assessments.actions.rounds import NoVersionError, open_next_round

__all__ = [
    "AnswerContent",
    "ClosedError",
    "IncompleteError",
    "NoVersionError",
    "Save",
    "SealedError",
    "StaleAnswerError",
    "StaleConsensusError",
    "TooFewError",
    "add_respondent",
    "change_report_language",
    "change_set_up",
    "claim",
    "open_assessment",
    "open_next_round",
    "record_consensus",
    "save_answer",
    "stamp_of",
    "submit",
    "withdraw_consensus",
    "write_answer",
]
