"""The checklist of an initiative: one form an item, all on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.content import Content, QuestionText
from assessments.forms.fields import LinkField, TextField, says_something
from roadmaps.actions.checklists import LINK_LENGTH, Answered
from roadmaps.models import ChecklistItem
from roadmaps.models.fields import TEXT_LENGTH

PICK = _("Pick the statement that describes last month.")


class ItemForm(forms.Form):
    """``seen`` is the version of the item that the page showed."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reached = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": PICK},
    )
    note = TextField(
        label=_("What proves it?"),
        required=False,
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = LinkField(
        label=_("Link to a document, report or record"),
        required=False,
        max_length=LINK_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def __init__(
        self, data: Any = None, *, item: ChecklistItem, question: QuestionText, content: Content
    ) -> None:
        initial = {"seen": item.version, "reached": item.reached, "note": item.note, "link": item.link}
        super().__init__(data, prefix=item.question, initial=initial)
        self.item, self.question, self.theirs = item, question, False
        self.levels = content.levels
        choices = [(anchor.level, anchor.statement) for anchor in question.anchors]
        self.fields["reached"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "reached" in given and given["reached"] is None and (given.get("note") or given.get("link")):
            self.add_error("reached", PICK)
        if given.get("note") and not says_something(given["note"]):
            self.add_error("note", _("Say in words what proves it."))
        return given

    def options(self) -> list[tuple[str, str, str, bool]]:
        """Value, statement, level in words, and whether it is the one to reach."""
        return [
            (
                str(anchor.level),
                anchor.statement,
                f"{anchor.level} · {level.name}",
                anchor.level == self.item.target,
            )
            for anchor, level in zip(self.question.anchors, self.levels, strict=True)
        ]

    @property
    def picked(self) -> str:
        return str(self["reached"].value() or "")

    @property
    def stored_statement(self) -> str:
        """What the item says as it is stored; "" before it was answered."""
        reached = self.item.reached
        return self.question.anchor(reached).statement if reached else ""

    def answered(self) -> Answered | None:
        """What was answered; None where nothing is picked."""
        given = self.cleaned_data
        if given["reached"] is None:
            return None
        return Answered(reached=given["reached"], note=given["note"], link=given["link"])
