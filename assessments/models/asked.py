"""Who is asked to answer, and what happens to an assessment as a whole: reopening, the workshop."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.answers import Respondent
from assessments.models.assessment import Assessment, new_return_key
from assessments.models.framework import Question


class RespondentInvitation(models.Model):
    """Somebody asked to answer, by mail or by the link to hand round, and their personal link.

    The link's secret is derived from ``key`` and the site's own, so that the database holds none that works.
    ``respondent`` is whose answers the link opens: None before they begin and, in an anonymous assessment,
    again once they finished; ``finished`` alone then says that they did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="invitations", verbose_name=_("assessment")
    )
    respondent = models.OneToOneField(
        Respondent,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation",
        verbose_name=_("respondent"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    function = models.CharField(_("function"), max_length=20, choices=Respondent.Function, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    key = models.CharField(max_length=32, default=new_return_key, editable=False)
    finished = models.BooleanField(_("finished"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation to answer")
        verbose_name_plural = _("invitations to answer")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "assessment",
                condition=~Q(email="") & Q(revoked_at=None),
                name="respondent_invitation_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(_("By the link"))


class Reopening(models.Model):
    """That a sealed assessment was opened again, and the result that it had until then. Never changed."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="reopenings", verbose_name=_("assessment")
    )
    reopened_at = models.DateTimeField(_("reopened"), default=timezone.now, editable=False)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    why = models.CharField(_("why"), max_length=500)
    submitted_at = models.DateTimeField(_("had been submitted"))
    scorer = models.PositiveIntegerField(_("scorer version"))
    data = models.JSONField(_("result until then"))

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ["reopened_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="reopening_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.reopened_at}"


class Workshop(models.Model):
    """The meeting in which a team goes through the questions together; its votes are answers.

    ``question`` is on the screen (None: not begun, or the end), ``revealed`` whether its distribution shows.
    ``step`` counts every change, so that a phone that asks again knows whether anything is new.
    """

    assessment = models.OneToOneField(
        Assessment,
        models.CASCADE,
        primary_key=True,
        related_name="workshop",
        verbose_name=_("assessment"),
    )
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("question")
    )
    revealed = models.BooleanField(_("revealed"), default=False)
    step = models.PositiveIntegerField(_("step"), default=1)
    started_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")

    def __str__(self) -> str:
        return str(self.assessment_id)


class WorkshopSeat(models.Model):
    """A respondent who takes part in the workshop.

    ``voted_on`` is the question that they voted on last: an answer given before the meeting is no vote.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="seats", verbose_name=_("workshop"))
    respondent = models.OneToOneField(
        Respondent, models.CASCADE, related_name="seat", verbose_name=_("respondent")
    )
    voted_on = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("voted on")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(fields=["workshop", "respondent"], name="workshop_seat_unique"),
        ]

    def __str__(self) -> str:
        return str(self.respondent_id)
