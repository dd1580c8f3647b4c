"""Links by which somebody without an account reads a kept report, and each time that one was opened."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.kept import KeptReport


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def alive(self) -> "ShareLinkQuerySet":
        """Neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class ShareLink(models.Model):
    """A secret address of a kept report. The secret itself is shown once and kept nowhere: ``token_hash`` is
    its SHA-256 in hex. ``kinds`` are the forms (``KeptFile.Kind``) that the sender lets the reader have;
    ``passphrase`` is "" or a password hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(
        KeptReport, models.CASCADE, related_name="links", verbose_name=_("kept report")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=150, blank=True)
    kinds = models.JSONField(_("what it shows"))
    passphrase = models.CharField(_("passphrase"), max_length=128, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_by_name = models.CharField(_("name of who made it"), max_length=254, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a report")
        verbose_name_plural = _("links to reports")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.label or str(self.pk)

    @property
    def is_alive(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class ShareOpening(models.Model):
    """That a link was used. ``kind`` is the form that was read; nothing says who or from where."""

    class Outcome(models.TextChoices):
        OPENED = "opened", _("opened")
        DOWNLOADED = "downloaded", _("downloaded")
        REFUSED = "refused", _("wrong passphrase")

    link = models.ForeignKey(
        ShareLink, models.CASCADE, related_name="openings", verbose_name=_("link to a report")
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    outcome = models.CharField(_("what happened"), max_length=10, choices=Outcome)
    kind = models.CharField(_("kind"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("opening of a link")
        verbose_name_plural = _("openings of links")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.link_id}: {self.outcome}"
