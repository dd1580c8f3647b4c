"""The weekly rhythm: pilots with a criterion and a date, check-ins, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roadmaps.models.fields import LINE_LENGTH, TEXT_LENGTH, value_field
from roadmaps.models.initiatives import Initiative


class Pilot(models.Model):
    """A stretch of an initiative with one segment, one criterion as a number and one decision date.

    The first is made with the initiative. Scaling begins the next with a wider segment, adjusting one that
    tries again; all stay. The criterion is a value of the ``measure``, at least or at most as that metric's
    target lies above or below its baseline.
    """

    class Kind(models.TextChoices):
        PILOT = "pilot", _("Pilot")
        ADJUSTED = "adjusted", _("Adjusted pilot")
        SCALED = "scaled", _("Scaled")

    class Measure(models.TextChoices):
        LEADING = "leading", _("leading activity")
        LAGGING = "lagging", _("lagging metric")

    class Decision(models.TextChoices):
        SCALE = "scale", _("Scale")
        ADJUST = "adjust", _("Adjust")
        STOP = "stop", _("Stop")

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="pilots", verbose_name=_("initiative")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PILOT)
    segment = models.CharField(_("segment or group"), max_length=LINE_LENGTH, blank=True)
    measure = models.CharField(_("measured by"), max_length=10, choices=Measure, default=Measure.LAGGING)
    criterion = value_field(_("success criterion"))
    decide_on = models.DateField(_("decision date"), null=True, blank=True)
    started_on = models.DateField(_("started"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    measured = value_field(_("measured"))
    reason = models.TextField(_("reason"), max_length=TEXT_LENGTH, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_name = models.CharField(_("decided by"), max_length=254, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering = ["initiative", "number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="pilot_number_unique"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(decision=""), name="pilot_one_undecided"
            ),
            models.CheckConstraint(
                condition=Q(started_on=None)
                | Q(~Q(segment=""), criterion__isnull=False, decide_on__isnull=False),
                name="pilot_ready_to_start",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | Q(
                    ~Q(reason=""),
                    decision__in=["scale", "adjust", "stop"],
                    decided_at__isnull=False,
                    started_on__isnull=False,
                ),
                name="pilot_decision_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.number}"


class CheckIn(models.Model):
    """What a weekly review noted, one a week and initiative; ``week`` is its Monday.

    A value is None where nobody knew it yet.
    """

    class Status(models.TextChoices):
        ON_TRACK = "on_track", _("On track")
        AT_RISK = "at_risk", _("At risk")
        STUCK = "stuck", _("Stuck")

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="check_ins", verbose_name=_("initiative")
    )
    pilot = models.ForeignKey(Pilot, models.RESTRICT, related_name="check_ins", verbose_name=_("pilot"))
    week = models.DateField(_("week"))
    leading = value_field(_("leading value"))
    lagging = value_field(_("lagging value"))
    status = models.CharField(_("status"), max_length=10, choices=Status)
    line = models.CharField(_("in one line"), max_length=LINE_LENGTH, blank=True)
    next_step = models.CharField(_("next step"), max_length=LINE_LENGTH, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=254, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["week"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "week"], name="check_in_one_a_week"),
            models.CheckConstraint(
                condition=Q(status__in=["on_track", "at_risk", "stuck"]), name="check_in_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.week}"
