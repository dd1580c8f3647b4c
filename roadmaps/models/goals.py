"""The one business goal of an assessment, made measurable, and what its metric was and is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, BusinessGoal
from roadmaps.models.fields import NAME_LENGTH, TEXT_LENGTH, UNIT_LENGTH, Basis, value_field

METRIC_LENGTH = 500  # a framework's metric comes with the words that define it


class Goal(models.Model):
    """The goal that an assessment's roadmap serves; it may lack parts of SMART, which the page names.

    ``catalogue`` is the framework's goal that it was made from, None for the team's own. Its texts are copied
    and then the team's. Whether the target is realistic is judged as of ``set_on``, by the values up to then.
    """

    class Interval(models.TextChoices):
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")

    assessment = models.OneToOneField(
        Assessment,
        models.CASCADE,
        primary_key=True,
        related_name="smart_goal",
        verbose_name=_("assessment"),
    )
    catalogue = models.ForeignKey(
        BusinessGoal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("business goal"),
    )
    name = models.CharField(_("goal"), max_length=200)
    why = models.TextField(_("why it matters now"), max_length=TEXT_LENGTH, blank=True)
    metric = models.CharField(_("metric"), max_length=METRIC_LENGTH, blank=True)
    unit = models.CharField(_("unit"), max_length=UNIT_LENGTH, blank=True)
    direction = models.CharField(
        _("direction"), max_length=4, choices=BusinessGoal.Direction, default=BusinessGoal.Direction.UP
    )
    interval = models.CharField(_("interval"), max_length=8, choices=Interval, default=Interval.MONTH)
    baseline = value_field(_("baseline"))
    target = value_field(_("target"))
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    basis = models.CharField(_("where the target comes from"), max_length=10, choices=Basis, blank=True)
    owner_name = models.CharField(_("owner"), max_length=NAME_LENGTH, blank=True)
    set_on = models.DateField(_("set on"))
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("goal of a roadmap")
        verbose_name_plural = _("goals of roadmaps")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="smart_goal_named"),
            models.CheckConstraint(
                condition=Q(direction__in=["up", "down"]), name="smart_goal_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(interval__in=["month", "quarter"]), name="smart_goal_interval_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GoalValue(models.Model):
    """What the metric was in one month or quarter; ``period`` is its first day."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="values", verbose_name=_("goal"))
    period = models.DateField(_("period"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)

    class Meta:
        verbose_name = _("value of a goal's metric")
        verbose_name_plural = _("values of a goal's metric")
        ordering = ["period"]
        constraints = [models.UniqueConstraint(fields=["goal", "period"], name="goal_value_unique")]

    def __str__(self) -> str:
        return f"{self.period}: {self.value}"
