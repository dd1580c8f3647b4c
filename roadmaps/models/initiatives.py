"""Initiatives: each closes one gap by one level; what has to be true for that; and gaps that were swapped."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import says_something
from assessments.models import Assessment
from roadmaps.models.fields import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, UNIT_LENGTH, Basis, value_field

if TYPE_CHECKING:
    from assessments.access import Visitor

MOST = 3  # initiatives at a time: the smallest set of constraints that holds the goal back


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def current(self) -> "InitiativeQuerySet":
        """Those that hold one of the places: planned, running or done."""
        return self.filter(slot__isnull=False)

    def running(self) -> "InitiativeQuerySet":
        return self.filter(state=Initiative.State.RUNNING)

    def read_by(self, visitor: "Visitor") -> "InitiativeQuerySet":
        """Whoever may read the report reads the roadmap."""
        return self.filter(assessment__in=Assessment.objects.reported_to(visitor).values("pk"))

    def planned_by(self, visitor: "Visitor") -> "InitiativeQuerySet":
        """Whoever runs the assessment plans, starts and decides."""
        return self.filter(assessment__in=Assessment.objects.run_by(visitor).values("pk"))

    def checked_in_by(self, visitor: "Visitor") -> "InitiativeQuerySet":
        """Who runs the assessment, and the initiative's owner, as long as they may read the report."""
        allowed = Q(assessment__in=Assessment.objects.run_by(visitor).values("pk"))
        if visitor.user is not None:
            readable = Assessment.objects.reported_to(visitor).values("pk")
            allowed |= Q(owner=visitor.user.pk, assessment__in=readable)
        return self.filter(allowed)


class Initiative(models.Model):
    """Raises one domain (its slug) from ``current`` by one level.

    At most three hold a ``slot`` of 1 to 3; one that was stopped or swapped for another gives its slot back.
    Nothing starts without owner, both metrics with baseline and target, and review day (0 is Monday), which
    the database sees to; criterion and decision date belong to its pilot.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")
        SWAPPED = "swapped", _("Swapped")

    class Effort(models.TextChoices):
        SMALL = "small", _("up to 5 days of work")
        MEDIUM = "medium", _("5 to 20 days of work")
        LARGE = "large", _("more than 20 days of work")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="initiatives", verbose_name=_("assessment")
    )
    slot = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    domain = models.SlugField(_("domain"), max_length=80)
    current = models.PositiveSmallIntegerField(_("level now"))
    target = models.PositiveSmallIntegerField(_("level to reach"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    title = models.CharField(_("title"), max_length=LINE_LENGTH)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner's account"),
    )
    owner_name = models.CharField(_("owner"), max_length=NAME_LENGTH, blank=True)
    manager_name = models.CharField(_("manager who reinforces it"), max_length=NAME_LENGTH, blank=True)
    effort = models.CharField(_("effort"), max_length=10, choices=Effort, blank=True)
    leading_metric = models.CharField(_("leading activity"), max_length=LINE_LENGTH, blank=True)
    leading_unit = models.CharField(_("unit"), max_length=UNIT_LENGTH, blank=True)
    leading_baseline = value_field(_("baseline"))
    leading_target = value_field(_("target"))
    lagging_metric = models.CharField(_("lagging metric"), max_length=LINE_LENGTH, blank=True)
    lagging_unit = models.CharField(_("unit"), max_length=UNIT_LENGTH, blank=True)
    lagging_baseline = value_field(_("baseline"))
    lagging_target = value_field(_("target"))
    basis = models.CharField(_("where the targets come from"), max_length=10, choices=Basis, blank=True)
    also_watched = models.TextField(
        _("other numbers watched"), max_length=TEXT_LENGTH, blank=True, help_text=_("One a line.")
    )
    set_kpi = models.TextField(_("set the KPI"), max_length=TEXT_LENGTH, blank=True)
    win_buy_in = models.TextField(_("win the team's buy-in"), max_length=TEXT_LENGTH, blank=True)
    develop_people = models.TextField(_("develop people"), max_length=TEXT_LENGTH, blank=True)
    give_feedback = models.TextField(_("give feedback"), max_length=TEXT_LENGTH, blank=True)
    review_day = models.PositiveSmallIntegerField(_("weekly review day"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = [F("slot").asc(nulls_last=True), "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "slot"], name="initiative_slot_unique"),
            models.UniqueConstraint(
                fields=["assessment", "domain"],
                condition=Q(slot__isnull=False),
                name="initiative_one_a_domain",
            ),
            models.CheckConstraint(
                condition=Q(slot=None, state__in=["stopped", "swapped"])
                | Q(
                    slot__isnull=False, slot__gte=1, slot__lte=MOST, state__in=["planned", "running", "done"]
                ),
                name="initiative_at_most_three",
            ),
            models.CheckConstraint(
                condition=Q(current__gte=1, target=F("current") + 1), name="initiative_one_level_up"
            ),
            models.CheckConstraint(
                condition=Q(review_day=None) | Q(review_day__lte=6), name="initiative_review_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "swapped"], started_at=None)
                | Q(
                    ~Q(owner_name=""),
                    ~Q(leading_metric=""),
                    ~Q(lagging_metric=""),
                    state__in=["running", "done", "stopped"],
                    started_at__isnull=False,
                    leading_baseline__isnull=False,
                    leading_target__isnull=False,
                    lagging_baseline__isnull=False,
                    lagging_target__isnull=False,
                    review_day__isnull=False,
                ),
                name="initiative_ready_to_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.assessment_id, self.pk])


class ChecklistItem(models.Model):
    """One practice that keeps the domain from its next level, as the assessment found it.

    ``current`` and ``target`` are ratings; ``reason`` is the scorer's: straggler, key, majority or finish. It
    is met when it was answered again (``reached``) with the target or more and a note or link.
    """

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="checklist", verbose_name=_("initiative")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    question = models.SlugField(_("question"), max_length=80)
    current = models.PositiveSmallIntegerField(_("rating then"), null=True, blank=True)
    target = models.PositiveSmallIntegerField(_("rating to reach"))
    reason = models.CharField(_("reason"), max_length=20)
    reached = models.PositiveSmallIntegerField(_("rating now"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=TEXT_LENGTH, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_name = models.CharField(_("answered by"), max_length=254, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "question"], name="checklist_question_unique"),
            models.CheckConstraint(condition=Q(target__gte=2), name="checklist_target"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.target}"

    @property
    def is_met(self) -> bool:
        """Answered with the rating to reach, or a higher one, and a note that says something or a link."""
        is_proven = bool(self.link) or says_something(self.note)
        return self.reached is not None and self.reached >= self.target and is_proven


class GapSwap(models.Model):
    """That the lead took another gap than the one picked (or stopped), and why."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="gap_swaps", verbose_name=_("assessment")
    )
    given_up = models.ForeignKey(
        Initiative, models.CASCADE, related_name="+", verbose_name=_("initiative given up")
    )
    taken = models.ForeignKey(
        Initiative, models.CASCADE, related_name="+", verbose_name=_("initiative taken")
    )
    reason = models.TextField(_("reason"), max_length=TEXT_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("by"), max_length=254, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("swapped gap")
        verbose_name_plural = _("swapped gaps")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="gap_swap_has_a_reason")]

    def __str__(self) -> str:
        return self.reason[:80]
