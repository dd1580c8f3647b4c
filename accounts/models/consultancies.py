"""The consultancy that a person hands reports over for."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User

DISCLAIMER_LENGTH = 1000


class Consultancy(models.Model):
    """What a consultant's reports carry: name, logo (a PNG as the product wrote it anew), colour, disclaimer.

    ``digest`` is the SHA-256 of the logo in hex, "" without one; its size is in pixels.
    """

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="consultancy", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=150)
    disclaimer = models.TextField(_("disclaimer"), max_length=DISCLAIMER_LENGTH, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six hexadecimal digits."))
        ],
    )
    logo = models.BinaryField(_("logo"), null=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)

    class Meta:
        verbose_name = _("consultancy")
        verbose_name_plural = _("consultancies")

    def __str__(self) -> str:
        return self.name
