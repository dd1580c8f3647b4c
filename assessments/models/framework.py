"""A framework and its versions: domains, questions, rubrics and their levels."""

import uuid
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.draft_only import DraftOnlyModel

HEAVIEST = 100
LONGEST_TEXT = 5_000  # characters, of any text of a framework; ten times the longest of those supplied
WEIGHT: dict[str, Any] = {"default": 1, "validators": [MinValueValidator(1), MaxValueValidator(HEAVIEST)]}


class Framework(models.Model):
    """What can be assessed, for example the B2B revenue team. Its content hangs off its versions."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    def newest_published(self) -> "FrameworkVersionQuerySet":
        """The version that new assessments use, one a framework."""
        newest = (
            FrameworkVersion.objects.filter(
                framework=models.OuterRef("framework"), status=FrameworkVersion.Status.PUBLISHED
            )
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest)).select_related("framework").order_by("framework__slug")


class FrameworkVersion(DraftOnlyModel):
    """One state of a framework's content. A published version never changes; it can only be retired."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="versions", verbose_name=_("framework")
    )
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    sign_bonus = models.DecimalField(
        _("bonus of a warning sign"),
        max_digits=7,
        decimal_places=4,
        default=Decimal("0.25"),
        validators=[MinValueValidator(0)],
        help_text=_("Each ticked warning sign that points at a domain raises its impact by this share."),
    )
    weakest_bonus = models.DecimalField(
        _("factor of the weakest domain"),
        max_digits=7,
        decimal_places=4,
        default=Decimal("1.5"),
        validators=[MinValueValidator(0)],
        help_text=_("The impact of the lowest-rated domain is multiplied by this."),
    )
    third_gap_share = models.DecimalField(
        _("share a third gap needs"),
        max_digits=7,
        decimal_places=4,
        default=Decimal("0.5"),
        validators=[MinValueValidator(0)],
        help_text=_("A third gap is picked when its impact is at least this share of the first one's."),
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework version")
        verbose_name_plural = _("framework versions")
        ordering = ["framework", "-number"]
        permissions = [("publish_frameworkversion", "Can publish and retire framework versions")]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="version_number_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "retired"]), name="version_status_known"
            ),
            models.CheckConstraint(
                condition=Q(sign_bonus__gte=0, weakest_bonus__gte=0, third_gap_share__gte=0),
                name="version_parameters_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} · {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def framework_version(self) -> "FrameworkVersion":
        return self


class Domain(DraftOnlyModel):
    """One area of the framework, for example sales process and stage governance."""

    version = models.ForeignKey(
        FrameworkVersion, models.CASCADE, related_name="domains", verbose_name=_("framework version")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    question = models.TextField(_("question behind it"))
    why = models.TextField(_("why it matters"))
    weight = models.PositiveIntegerField(_("weight"), **WEIGHT)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="domain_slug_unique"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="domain_weight_positive"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def framework_version(self) -> FrameworkVersion:
        return self.version


class Rubric(DraftOnlyModel):
    """A ladder of levels; a version can carry several."""

    version = models.ForeignKey(
        FrameworkVersion, models.CASCADE, related_name="rubrics", verbose_name=_("framework version")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    evidence_from = models.PositiveIntegerField(
        _("evidence needed from level"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("A rating below this level needs no evidence."),
    )

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "slug"], name="rubric_slug_unique"),
            models.CheckConstraint(condition=Q(evidence_from__gte=1), name="rubric_evidence_from_positive"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def framework_version(self) -> FrameworkVersion:
        return self.version


class Level(DraftOnlyModel):
    """One step of a rubric, rank 1 at the bottom."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="levels", verbose_name=_("rubric"))
    rank = models.PositiveIntegerField(_("rank"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100)
    today = models.TextField(_("how selling works today"))
    risk = models.TextField(_("main business risk"))
    improve_first = models.TextField(_("improve first"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "rank"], name="level_rank_unique"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="level_rank_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}"

    def framework_version(self) -> FrameworkVersion:
        return self.rubric.version


class Question(DraftOnlyModel):
    """One practice of a domain, answered by picking an anchor."""

    domain = models.ForeignKey(Domain, models.CASCADE, related_name="questions", verbose_name=_("domain"))
    position = models.PositiveIntegerField(_("position"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    text = models.TextField(_("text"))
    hint = models.TextField(_("hint"), blank=True)
    evidence = models.TextField(
        _("evidence prompt"), help_text=_("Which document, report or record would prove the answer?")
    )
    weight = models.PositiveIntegerField(_("weight"), **WEIGHT)
    key = models.BooleanField(
        _("key practice"),
        default=False,
        help_text=_("A domain never rates above its key practices, and they always apply."),
    )
    same_meaning = models.BooleanField(
        _("same meaning as before"),
        default=False,
        help_text=_(
            "The wording of the question or its anchors changed since the version before, their meaning did "
            "not: a typo, a better translation. Answers of the last round then need no second reading."
        ),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "slug"], name="question_slug_unique"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="question_weight_positive"),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def framework_version(self) -> FrameworkVersion:
        return self.domain.version
