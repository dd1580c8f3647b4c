"""The level that a team agrees on for one question, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from assessments.models.answers import NOTE_LENGTH
from assessments.review import Topic


class ConsensusForm(forms.Form):
    """Offers the levels from the lowest to the highest that was given; ``seen`` is what the page showed."""

    why = TextField(
        label=_("Why this level"),
        multiline=True,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a line why you agreed on it.")},
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, topic: Topic, data: Any = None) -> None:
        agreed = topic.agreed
        initial = {"seen": agreed.stamp, "level": agreed.rank, "why": agreed.why} if agreed else {}
        super().__init__(data, prefix=topic.slug, initial=initial)
        self.fields["level"] = forms.TypedChoiceField(
            label=_("The level that you agree on"),
            coerce=int,
            choices=[(bar.rank, f"{bar.rank} {bar.name}") for bar in topic.bars if bar.rank in topic.range],
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Pick the level that you agreed on."),
                "invalid_choice": _("Pick a level between the lowest and the highest that was given."),
            },
        )

    def summary(self) -> list[tuple[str, str]]:
        """What is wrong, with the id of the field to go to."""
        targets = {"level": f"{self['level'].auto_id}_0", "why": self["why"].auto_id}
        return [(targets[name], str(error)) for name in targets for error in self.errors.get(name, [])]
