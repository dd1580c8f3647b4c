"""Judging what respondents answered, by the rules and limits of the forms that they would have filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.actions import AnswerContent
from assessments.forms.fields import LinkField, PastDateField, TextField
from assessments.models import Answer, Assessment, Level, Question, Respondent
from assessments.models.answers import LINK_LENGTH, NOTE_LENGTH, REASON_LENGTH
from reports.imports.faults import MOST_COUNTED, Fault, RefusedError, pointer
from reports.imports.plan import Agreement, Person

TEAM = TextField(max_length=Assessment._meta.get_field("team").max_length, strip=False)
TITLE = TextField(max_length=Assessment._meta.get_field("title").max_length, strip=False, required=False)
NAME = TextField(max_length=Respondent._meta.get_field("name").max_length, strip=False)
REASON = TextField(max_length=REASON_LENGTH, strip=False)
WHY = TextField(multiline=True, max_length=NOTE_LENGTH, strip=False)
NOTE = TextField(multiline=True, max_length=NOTE_LENGTH, strip=False, required=False)
LINK = LinkField(max_length=LINK_LENGTH, strip=False, required=False)
DATED = PastDateField(required=False)

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Judge:
    """Collects every fault and goes on with a harmless value, so that one look names them all.

    Raises RefusedError once there are more than anybody reads.
    """

    questions: Mapping[str, Question]
    levels: Mapping[int, Level]
    faults: list[Fault] = field(default_factory=list)
    _days: dict[str, date] = field(default_factory=dict)

    def blame(self, path: Path, reason: str) -> None:
        self.faults.append(Fault(pointer(*path), reason))
        if len(self.faults) == MOST_COUNTED:
            raise RefusedError(self.faults)

    def clean(self, form_field: forms.Field, value: Any, path: Path) -> Any:
        """The value as the form would keep it; the empty one where it is refused."""
        if value == "" and not form_field.required:
            return form_field.empty_value if isinstance(form_field, forms.CharField) else None
        try:
            return form_field.clean(value)
        except ValidationError as error:
            for message in error.messages:
                self.blame(path, message)
            return form_field.empty_value if isinstance(form_field, forms.CharField) else None

    def person(self, data: dict[str, Any], path: Path) -> Person:
        if data["function"] and data["function"] not in Respondent.Function.values:
            self.blame((*path, "function"), _("This is no function that respondents have here."))
        answers = [
            (self.questions[slug], self.answer(answer, self.questions[slug], (*path, "answers", slug)))
            for slug, answer in data["answers"].items()
            if self.is_question(slug, (*path, "answers", slug))
        ]
        name = self.clean(NAME, data["respondent"], (*path, "respondent"))
        return Person(name=name, function=data["function"], answers=tuple(answers))

    def is_question(self, slug: str, path: Path) -> bool:
        if slug not in self.questions:
            self.blame(path, _("This framework version has no such question."))
        return slug in self.questions

    def answer(self, data: dict[str, Any], question: Question, path: Path) -> AnswerContent:
        evidence, where = data.get("evidence", {}), (*path, "evidence")
        state, level, reason = Answer.State.UNKNOWN, None, ""
        if "level" in data:
            state, level = Answer.State.LEVEL, self.level(data["level"], (*path, "level"))
        elif "not_applicable" in data:
            place = (*path, "not_applicable")
            state, reason = Answer.State.NOT_APPLICABLE, self.clean(REASON, data["not_applicable"], place)
            if question.key:
                self.blame(place, _("A key practice always applies. Pick a level, or that you don't know."))
        return AnswerContent(
            state=state.value,
            level=level,
            reason=reason,
            note=self.clean(NOTE, evidence.get("note", ""), (*where, "note")),
            link=self.clean(LINK, evidence.get("link", ""), (*where, "link")),
            dated=self.day(evidence.get("dated", ""), (*where, "dated")),
        )

    def day(self, value: str, path: Path) -> date | None:
        """Reads a day once: thousands of answers share a few of them."""
        if value not in self._days:
            day = self.clean(DATED, value, path)
            if day is None:
                return None
            self._days[value] = day
        return self._days[value]

    def level(self, rank: int, path: Path) -> Level | None:
        if rank not in self.levels:
            said = _("The levels run from 1 to %(top)d.") % {"top": len(self.levels)}
            self.blame(path, said)
        return self.levels.get(rank)

    def agreement(self, slug: str, data: dict[str, Any], given: Mapping[str, list[int]]) -> Agreement | None:
        """``given`` are the levels that were picked, by question."""
        path: Path = ("assessment", "consensus", slug)
        if not self.is_question(slug, path):
            return None
        why = self.clean(WHY, data["why"], (*path, "why"))
        level = self.level(data["level"], (*path, "level"))
        if level is None:
            return None
        known = given.get(slug, [])
        if not known or not min(known) <= level.rank <= max(known):
            said = _("A consensus lies between the lowest and the highest level that was given.")
            self.blame((*path, "level"), said)
        return Agreement(question=self.questions[slug], level=level, why=why)
