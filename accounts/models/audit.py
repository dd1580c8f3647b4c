"""The log that an organisation's leads read: who did what, when."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation


class AuditEvent(models.Model):
    """One thing that somebody did. Rows are added, never changed; triggers of the database see to it.

    ``code`` names what was done (see ``accounts.audit``), ``actor_name`` who did it, as they were called
    then, ``subject`` what it was done to, and ``details`` holds what else the sentence needs: no secret, no
    answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="audit_events",
        verbose_name=_("organisation"),
    )
    assessment_id = models.UUIDField(_("assessment"), null=True, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    actor_name = models.CharField(_("who"), max_length=254, blank=True)
    code = models.CharField(_("what"), max_length=40)
    subject = models.CharField(_("of what"), max_length=300, blank=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-at", "pk"]
        indexes = [
            models.Index(fields=["organisation", "-at"], name="audit_by_organisation"),
            models.Index(fields=["assessment_id", "-at"], name="audit_by_assessment"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"
