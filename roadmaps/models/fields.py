"""What several models of a roadmap have in common."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

TEXT_LENGTH = 2000
LINE_LENGTH = 200
UNIT_LENGTH = 40
NAME_LENGTH = 120
DIGITS, DECIMALS = 16, 4  # a value of a metric: up to 999,999,999,999.9999


class Basis(models.TextChoices):
    """Where a target comes from; one from elsewhere is warned of."""

    HISTORY = "history", _("our own past values")
    JUDGEMENT = "judgement", _("our own judgement")
    ELSEWHERE = "elsewhere", _("another company, a benchmark or a vendor")


def value_field(label: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """A value of a metric, None while it is not known."""
    return models.DecimalField(
        label, max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True, **options
    )
