"""What consultants add to a report, what the client replies, and notes that only consultants read."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.models import Assessment

TEXT_LENGTH = 2000


class FindingQuerySet(models.QuerySet["Finding"]):
    def drafts(self) -> "FindingQuerySet":
        """Those that no client reads yet."""
        return self.filter(handed_over_at=None)

    def handed_over(self) -> "FindingQuerySet":
        """Those that the client reads."""
        return self.filter(handed_over_at__isnull=False)

    def to_answer(self) -> "FindingQuerySet":
        """Those that wait for the client's reply; a comment asks for none."""
        return self.handed_over().filter(kind=Finding.Kind.FINDING, reply=None)

    def disputed(self) -> "FindingQuerySet":
        return self.filter(reply__verdict=FindingReply.Verdict.DISPUTED)


class Finding(models.Model):
    """A consultant's finding or comment on a section of a report.

    The client reads it once it is handed over; from then on its words never change, and a finding (not a
    comment) can be answered. ``domain`` is the slug of a domain where the section is the domain's.
    """

    class Kind(models.TextChoices):
        FINDING = "finding", _("Finding")
        COMMENT = "comment", _("Comment")

    class Section(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        DOMAIN = "domain", _("A domain")
        GAPS = "gaps", _("Gaps and roadmap")
        DISAGREEMENTS = "disagreements", _("Where you see it differently")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="findings", verbose_name=_("assessment")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FINDING)
    section = models.CharField(_("section"), max_length=20, choices=Section, default=Section.SUMMARY)
    domain = models.SlugField(_("domain"), max_length=80, blank=True)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=254)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_text"),
            models.CheckConstraint(
                condition=Q(section="domain") & ~Q(domain="") | ~Q(section="domain") & Q(domain=""),
                name="finding_names_its_domain",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class FindingReply(models.Model):
    """The client's right of reply: one a finding, the newest words stand."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        DISPUTED = "disputed", _("Disputed")

    finding = models.OneToOneField(
        Finding, models.CASCADE, primary_key=True, related_name="reply", verbose_name=_("finding")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    note = models.TextField(_("note"), max_length=TEXT_LENGTH, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=254)
    replied_at = models.DateTimeField(_("replied"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="agreed") | Q(verdict="disputed") & ~Q(note=""),
                name="reply_dispute_has_a_note",
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.verdict}"


class HandOverMail(models.Model):
    """That a lead was mailed about a handing over, so that nobody is mailed twice if the task runs again."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+", verbose_name=_("assessment"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    handed_over_at = models.DateTimeField(_("handed over"))

    class Meta:
        verbose_name = _("mail about a handing over")
        verbose_name_plural = _("mails about handings over")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user", "handed_over_at"], name="hand_over_mail_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.user_id}"


class ReplyMail(models.Model):
    """That a consultant was mailed about the client's first reply to a finding; later ones are not mailed."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="+", verbose_name=_("finding"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )

    class Meta:
        verbose_name = _("mail about a reply")
        verbose_name_plural = _("mails about replies")
        constraints = [models.UniqueConstraint(fields=["finding", "user"], name="reply_mail_once")]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.user_id}"


class ClientNote(models.Model):
    """What a consultant keeps in mind about a client; only consultants of the organisation read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="client_notes", verbose_name=_("organisation")
    )
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=254)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("client note")
        verbose_name_plural = _("client notes")
        ordering = ["-created_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="client_note_has_text")]

    def __str__(self) -> str:
        return self.text[:80]
