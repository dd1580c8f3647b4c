"""Mails of the review days, each once, and the addresses of calendar feeds."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from assessments.models.assessment import new_return_key
from roadmaps.models.initiatives import Initiative


class ReviewReminder(models.Model):
    """The mail about one initiative's review or decision on one day, in the organisation's time zone.

    The row is made with the job that sends it, so that there is one; ``sent_at`` says that it went.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", _("weekly review")
        DECISION = "decision", _("decision")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="reminders", verbose_name=_("initiative")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    due_on = models.DateField(_("day"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind", "due_on"], name="review_reminder_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["review", "decision"]), name="review_reminder_kind_known"
            ),
        ]
        indexes = [
            # What every sweep looks for, among the reminders of all years.
            models.Index(fields=["due_on"], condition=Q(sent_at=None), name="review_reminder_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.due_on}"


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads the dates of one roadmap.

    It works as long as it is not revoked and whoever made it (``user``; None for a browser without an
    account) may read the roadmap. The secret is derived from ``key`` (see ``accounts.secret_links``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="calendar_feeds", verbose_name=_("assessment")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    key = models.CharField(max_length=32, default=new_return_key, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=Q(revoked_at=None), name="calendar_feed_one_each"
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(revoked_at=None, user=None),
                name="calendar_feed_one_without_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.user_id}"
