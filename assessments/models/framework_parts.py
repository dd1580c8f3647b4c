"""The texts around the questions: anchors, warning signs, business goals and KPIs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.draft_only import DraftOnlyModel
from assessments.models.framework import Domain, FrameworkVersion, Level, Question


class Anchor(DraftOnlyModel):
    """The observable behaviour that a level means for a question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="anchors", verbose_name=_("question"))
    level = models.ForeignKey(Level, models.CASCADE, related_name="anchors", verbose_name=_("level"))
    statement = models.TextField(_("statement"))
    next_step = models.TextField(
        _("next step"), blank=True, help_text=_("What to do to reach the level above; empty at the top.")
    )

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["level__rank"]
        constraints = [models.UniqueConstraint(fields=["question", "level"], name="anchor_unique")]

    def __str__(self) -> str:
        return str(self.statement)

    def framework_version(self) -> FrameworkVersion:
        return self.question.domain.version


class WarningSign(DraftOnlyModel):
    """A symptom that a sales leader recognises, and the domains it points at."""

    version = models.ForeignKey(
        FrameworkVersion, models.CASCADE, related_name="warning_signs", verbose_name=_("framework version")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    text = models.TextField(_("text"))
    meaning = models.TextField(_("what it usually means"))
    domains = models.ManyToManyField(Domain, related_name="warning_signs", verbose_name=_("domains"))

    class Meta:
        verbose_name = _("warning sign")
        verbose_name_plural = _("warning signs")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "slug"], name="sign_slug_unique")]

    def __str__(self) -> str:
        return str(self.text)

    def framework_version(self) -> FrameworkVersion:
        return self.version


class BusinessGoal(DraftOnlyModel):
    """An outcome that a company wants, and how much each domain matters for it."""

    class Direction(models.TextChoices):
        UP = "up", _("up")
        DOWN = "down", _("down")

    version = models.ForeignKey(
        FrameworkVersion, models.CASCADE, related_name="goals", verbose_name=_("framework version")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    smart = models.TextField(_("SMART pattern"))
    metric = models.TextField(_("metric"))
    unit = models.CharField(_("unit"), max_length=100)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    levers = models.TextField(_("levers"))

    class Meta:
        verbose_name = _("business goal")
        verbose_name_plural = _("business goals")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="goal_slug_unique"),
            models.CheckConstraint(condition=Q(direction__in=["up", "down"]), name="goal_direction_known"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def framework_version(self) -> FrameworkVersion:
        return self.version


class GoalRelevance(DraftOnlyModel):
    """How much a domain matters for a goal: 1 some, 2 strong, 3 decisive."""

    goal = models.ForeignKey(
        BusinessGoal, models.CASCADE, related_name="relevances", verbose_name=_("business goal")
    )
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="relevances", verbose_name=_("domain"))
    value = models.PositiveSmallIntegerField(
        _("relevance"),
        choices=[(1, _("some")), (2, _("strong")), (3, _("decisive"))],
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )

    class Meta:
        verbose_name = _("relevance of a domain")
        verbose_name_plural = _("relevance of the domains")
        ordering = ["domain__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "domain"], name="relevance_unique"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=3), name="relevance_1_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.goal} · {self.domain}: {self.value}"

    def framework_version(self) -> FrameworkVersion:
        return self.goal.version


class Kpi(DraftOnlyModel):
    """A measure that fits a level (and a domain): what it reveals and what it hides."""

    class Kind(models.TextChoices):
        LEADING = "leading", _("leading")
        LAGGING = "lagging", _("lagging")

    version = models.ForeignKey(
        FrameworkVersion, models.CASCADE, related_name="kpis", verbose_name=_("framework version")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    reveals = models.TextField(_("what it reveals"))
    hides = models.TextField(_("what it hides"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    level = models.ForeignKey(Level, models.CASCADE, related_name="kpis", verbose_name=_("level"))
    domain = models.ForeignKey(
        Domain, models.CASCADE, null=True, blank=True, related_name="kpis", verbose_name=_("domain")
    )

    class Meta:
        verbose_name = _("KPI")
        verbose_name_plural = _("KPIs")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="kpi_slug_unique"),
            models.CheckConstraint(condition=Q(kind__in=["leading", "lagging"]), name="kpi_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def framework_version(self) -> FrameworkVersion:
        return self.version
