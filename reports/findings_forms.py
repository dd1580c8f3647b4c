"""What consultants and clients type beside a report."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.content import Content
from assessments.forms.fields import TextField
from reports.models import Finding, FindingReply
from reports.models.findings import TEXT_LENGTH

DOMAIN = "domain:"
AREA = {"rows": 5}


class WithSeen(forms.Form):
    """Mix-in: what the writer saw when the form was made, to tell whether somebody changed it meanwhile."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class WithKey(forms.Form):
    """Mix-in: the id of what will be written, so that a form sent twice writes it once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid4(), **(options.get("initial") or {})}
        super().__init__(*args, **options)

    def new_pk(self) -> UUID:
        return self.cleaned_data["key"] or uuid4()


class FindingForm(WithSeen, WithKey):
    """A finding or a comment; ``place`` is a section, or a domain as "domain:slug"."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Finding.Kind.FINDING, _("A finding, which the client agrees with or disputes")),
            (Finding.Kind.COMMENT, _("A comment, which asks for no reply")),
        ],
        initial=Finding.Kind.FINDING,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether it is a finding or a comment."),
            "invalid_choice": _("Choose whether it is a finding or a comment."),
        },
    )
    place = forms.ChoiceField(
        label=_("Section of the report"),
        error_messages={
            "required": _("Choose a section of the report."),
            "invalid_choice": _("Choose a section of the report."),
        },
    )
    text = TextField(
        label=_("What do you want to say?"),
        help_text=_(
            "The client reads it as it stands here, on screen and in the PDF. Up to 2,000 characters."
        ),
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": _("Write what you found.")},
    )

    def __init__(self, *args: Any, content: Content, **options: Any) -> None:
        super().__init__(*args, **options)
        sections = [(value, label) for value, label in Finding.Section.choices if value != "domain"]
        domains = [(f"{DOMAIN}{domain.slug}", domain.name) for domain in content.domains]
        cast(forms.ChoiceField, self.fields["place"]).choices = [sections[0], *domains, *sections[1:]]

    def written(self) -> dict[str, str]:
        """The fields of the finding."""
        place = self.cleaned_data["place"]
        domain = place.removeprefix(DOMAIN) if place.startswith(DOMAIN) else ""
        return {
            "kind": self.cleaned_data["kind"],
            "section": Finding.Section.DOMAIN if domain else place,
            "domain": domain,
            "text": self.cleaned_data["text"],
        }

    @staticmethod
    def initial_of(finding: Finding) -> dict[str, str]:
        place = f"{DOMAIN}{finding.domain}" if finding.domain else finding.section
        return {"kind": finding.kind, "place": place, "text": finding.text}


class ReplyForm(WithSeen):
    """Whether the client agrees with a finding."""

    verdict = forms.ChoiceField(
        label=_("What do you say to this finding?"),
        choices=[
            (FindingReply.Verdict.AGREED, _("We agree")),
            (FindingReply.Verdict.DISPUTED, _("We dispute it")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you agree or dispute it."),
            "invalid_choice": _("Choose whether you agree or dispute it."),
        },
    )
    note = TextField(
        label=_("Why"),
        help_text=_(
            "Needed where you dispute it. It stands beside the finding in the report and in the PDF."
        ),
        required=False,
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs=AREA),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("verdict") == FindingReply.Verdict.DISPUTED and given.get("note") == "":
            self.add_error("note", _("Say why you dispute it."))
        return given


class NoteForm(WithSeen, WithKey):
    """A private note about a client."""

    text = TextField(
        label=_("New note"),
        help_text=_("Only the consultants of this organisation read it."),
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": _("Write the note first.")},
    )
