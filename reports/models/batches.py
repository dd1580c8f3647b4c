"""Many reports in one file, made by the worker and kept for a week."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Assessment


class BatchQuerySet(models.QuerySet["Batch"]):
    def of(self, user: User) -> "BatchQuerySet":
        """Those that the user asked for and that are still kept, without their files."""
        return self.filter(user=user.pk, expires_at__gt=timezone.now()).defer("content")

    def unfinished(self) -> "BatchQuerySet":
        return self.filter(state__in=[Batch.State.WAITING, Batch.State.RUNNING])


class Batch(models.Model):
    """A ZIP of PDFs and a spreadsheet that somebody asked for; deleted, file and all, once it expired."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("In progress")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="batches", verbose_name=_("user")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    heard_at = models.DateTimeField(_("last progress"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("kept until"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    base_url = models.URLField(_("address of the site"), max_length=200)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    content = models.BinaryField(_("content"), null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    @property
    def is_finished(self) -> bool:
        """Nothing will change any more, whether a file came of it or not."""
        return self.state in {self.State.READY, self.State.FAILED}


class BatchItem(models.Model):
    """One report of a batch."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name=_("batch"))
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+", verbose_name=_("assessment"))
    position = models.PositiveIntegerField(_("position"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("why it failed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("report of a batch")
        verbose_name_plural = _("reports of a batch")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "assessment"], name="batch_item_unique")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.assessment_id}"
