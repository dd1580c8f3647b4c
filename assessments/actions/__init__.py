"""Writes that touch several rows: keyword-only, and whole or not at all."""

from assessments.actions.answers import AnswerContent, Save, StaleAnswerError, save_answer, write_answer
from assessments.actions.lifecycle import (
    IncompleteError,
    add_respondent,
    change_set_up,
    claim,
    open_assessment,
    open_next_round,
    record_consensus,
    submit,
)
from assessments.actions.locking import SealedError

__all__ = [
    "AnswerContent",
    "IncompleteError",
    "Save",
    "SealedError",
    "StaleAnswerError",
    "add_respondent",
    "change_set_up",
    "claim",
    "open_assessment",
    "open_next_round",
    "record_consensus",
    "save_answer",
    "submit",
    "write_answer",
]
