"""An assessment: one team, one framework version, one rubric, from opening to its sealed result."""

import secrets
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation
from assessments.models.framework import FrameworkVersion, Rubric
from assessments.models.framework_parts import BusinessGoal, WarningSign

if TYPE_CHECKING:
    from assessments.access import Visitor
    from assessments.models.answers import Respondent

REOPENABLE = timedelta(hours=24)


def new_return_key() -> str:
    return secrets.token_hex(16)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def run_by(self, visitor: "Visitor") -> "AssessmentQuerySet":
        """Those whose set-up, sealing and report are this visitor's business.

        The browser that made an assessment loses it to the account that claims it.
        """
        mine = self._own(visitor)
        # Whoever signs up with somebody else's address must not get that person's memberships.
        if visitor.user is not None and visitor.user.email_confirmed:
            running = Membership.objects.filter(user=visitor.user, role__in=Membership.RUNNING_ROLES)
            mine |= Q(organisation__in=running.values("organisation"))
        return self.filter(mine)

    def renewable_by(self, visitor: "Visitor") -> "AssessmentQuerySet":
        """Submitted ones whose next round this visitor may start, and nobody has."""
        return self.run_by(visitor).filter(submitted_at__isnull=False, next_rounds=None)

    @staticmethod
    def _own(visitor: "Visitor", to: str = "") -> Q:
        opened = Q(**{f"{to}pk__in": visitor.opened, f"{to}owner": None, f"{to}organisation": None})
        if visitor.user is None:
            return opened
        owned = Q(**{f"{to}owner": visitor.user.pk})
        return opened | owned if visitor.opened else owned

    @classmethod
    def readable(cls, visitor: "Visitor", to: str = "") -> Q:
        """What ``reported_to`` asks, also for rows that point at an assessment by ``to``: "assessment__"."""
        readable = cls._own(visitor, to)
        if visitor.user is not None and visitor.user.email_confirmed:
            memberships = Membership.objects.filter(user=visitor.user.pk)
            readable |= Q(**{f"{to}organisation__in": memberships.values("organisation")})
        return Q(readable, **{f"{to}submitted_at__isnull": False})

    def open_to(self, visitor: "Visitor") -> "AssessmentQuerySet":
        """Those whose hub this visitor may see: to run or to answer."""
        from assessments.models.answers import Respondent

        return self.filter(
            Q(pk__in=self.model.objects.run_by(visitor).values("pk"))
            | Q(pk__in=Respondent.objects.of(visitor).values("assessment"))
        )

    def reported_to(self, visitor: "Visitor") -> "AssessmentQuerySet":
        """Sealed ones whose report this visitor may read: who runs them, and members of the organisation."""
        return self.filter(self.readable(visitor))

    def listed_for(self, visitor: "Visitor") -> "AssessmentQuerySet":
        """Everything this visitor can open in some way, newest first."""
        return self.filter(
            Q(pk__in=self.model.objects.open_to(visitor).values("pk"))
            | Q(pk__in=self.model.objects.reported_to(visitor).values("pk"))
        ).order_by("-opened_at", "pk")


class Assessment(models.Model):
    """One team's self-assessment.

    Sealed when ``submitted_at`` is set; from then on nothing in it changes but the language of its report.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("owner")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    team = models.CharField(_("team"), max_length=120)
    title = models.CharField(_("title"), max_length=160, blank=True)
    version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, related_name="assessments", verbose_name=_("framework version")
    )
    rubric = models.ForeignKey(Rubric, models.PROTECT, verbose_name=_("rubric"))
    goal = models.ForeignKey(
        BusinessGoal, models.PROTECT, null=True, blank=True, verbose_name=_("business goal")
    )
    warning_signs = models.ManyToManyField(WarningSign, blank=True, verbose_name=_("warning signs"))
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="next_rounds", verbose_name=_("previous")
    )
    report_language = models.CharField(
        _("language of the report"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    names_hidden = models.BooleanField(
        _("anonymous respondents"),
        default=False,
        help_text=_("Nobody can tell whose answers are whose, and numbers need three people."),
    )
    join_key = models.CharField(max_length=32, default=new_return_key, editable=False)
    join_open = models.BooleanField(_("link to hand round is open"), default=False)
    closes_at = models.DateTimeField(_("closing date"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed early"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    return_key = models.CharField(max_length=32, default=new_return_key, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(submitted_at__gte=models.F("opened_at")),
                name="assessment_submitted_after_opened",
            ),
            models.CheckConstraint(condition=~Q(team=""), name="assessment_team_named"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opened_at"]),
            models.Index(fields=["owner", "-opened_at"]),
        ]

    def __str__(self) -> str:
        return self.title or self.team

    def get_absolute_url(self) -> str:
        return reverse("report" if self.is_sealed else "hub", args=[self.pk])

    @property
    def team_and_title(self) -> str:
        """What tells it from other teams' and from other rounds: "Field sales · Third quarter"."""
        return " · ".join(dict.fromkeys(part for part in (self.team, self.title) if part))

    @property
    def is_sealed(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_anonymous(self) -> bool:
        """Belongs to a browser only, so the secret link is the one way back."""
        return self.owner_id is None and self.organisation_id is None

    @property
    def is_closed(self) -> bool:
        """No answer is taken any more, whether it is submitted yet or not."""
        return self.is_sealed or self.closed_at is not None or self.is_past_closing_date

    @property
    def is_reopenable(self) -> bool:
        """Submitted less than 24 hours ago; afterwards nothing opens it again."""
        return self.submitted_at is not None and timezone.now() < self.submitted_at + REOPENABLE

    @property
    def is_past_closing_date(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()

    def respondent_of(self, visitor: "Visitor") -> "Respondent | None":
        """The respondent whose answers this visitor gives here, if any."""
        return self.respondents.of(visitor).order_by(models.F("user").asc(nulls_last=True)).first()
