"""Saved presets: choices that somebody keeps for reports to come."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Assessment
from reports.models import KeptReport, ReportPreset
from reports.report.choices import PRESETS, Choices, ChoicesError, from_data

MOST = 30
TITLES: dict[str, tuple[str | Promise, str | Promise]] = {
    "full": (_("Full diagnostic"), _("Everything, for whoever works with it.")),
    "board": (_("Board version"), _("Two pages: the answer, and the way ahead.")),
    "workshop": (_("Workshop hand-out"), _("What to talk about, with room to write.")),
    "redacted": (_("Redacted"), _("No names, no evidence, no notes: for outsiders.")),
}
"""What the product's presets are called, and what each is for."""


class NameTakenError(Exception):
    """The person has a preset of this name with other choices."""


class TooManyPresetsError(Exception):
    """The person has as many presets as one may have."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One to choose. `choices` are None where the stored ones fit no more; `pk` is None for the product's."""

    key: str
    title: Any
    hint: Any
    choices: Choices | None
    pk: UUID | None = None

    def matches(self, choices: Choices) -> bool:
        """Whether it is what was chosen, whatever the language."""
        return self.choices is not None and replace(self.choices, language=choices.language) == choices


def product_presets(language: str) -> list[Preset]:
    """Those that everybody has, for a report in this language."""
    return [
        Preset(code, *TITLES[code], choices=replace(choices, language=language))
        for code, choices in PRESETS.items()
    ]


def presets_of(user: User | None) -> list[Preset]:
    """This person's own, by name."""
    rows = ReportPreset.objects.filter(user=user) if user is not None else []
    return [Preset(str(row.pk), row.name, "", _read(row.choices), row.pk) for row in rows]


def last_choices(user: User | None, assessment: Assessment) -> Choices | None:
    """Those of the newest kept report that this person built of it, or that a browser without an account did;
    None where there is none, or where its choices fit no more.
    """
    row = KeptReport.objects.filter(assessment=assessment, built_by=user).only("choices").first()
    return _read(row.choices) if row else None


def _read(data: Any) -> Choices | None:
    try:
        return from_data(data)
    except ChoicesError:
        return None


@transaction.atomic
def save_preset(*, user: User, name: str, choices: Choices) -> ReportPreset:
    """Keeps the choices under a name that is the person's only one; the same sent twice is one.

    Raises NameTakenError and TooManyPresetsError.
    """
    mine = ReportPreset.objects.filter(user=user)
    same = mine.filter(name__iexact=name).first()
    if same is not None and same.name == name and same.choices == choices.as_data():
        return same
    if same is not None:
        raise NameTakenError
    if mine.count() >= MOST:
        raise TooManyPresetsError
    try:
        with transaction.atomic():
            return ReportPreset.objects.create(user=user, name=name, choices=choices.as_data())
    except IntegrityError:  # at the same moment, from another tab
        raise NameTakenError from None


def delete_preset(*, user: User, pk: UUID) -> None:
    """Deletes one of the person's own; gone already is fine."""
    ReportPreset.objects.filter(user=user, pk=pk).delete()
