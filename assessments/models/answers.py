"""Who answered what, every version of it, and the result that sealing stores."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.framework import Level, Question

if TYPE_CHECKING:
    from assessments.access import Visitor

NOTE_LENGTH = 2000
LINK_LENGTH = 500
REASON_LENGTH = 500


class RespondentQuerySet(models.QuerySet["Respondent"]):
    def of(self, visitor: "Visitor") -> "RespondentQuerySet":
        """Whom this visitor answers as: by account, by a personal link, or by the browser that opened it
        unclaimed. A personal link that was taken away lets nobody in.
        """
        mine = Q(user=visitor.user.pk) if visitor.user is not None else Q(pk__in=[])
        if visitor.answers_as:
            mine |= Q(pk__in=visitor.answers_as)
        if visitor.opened:
            mine |= Q(
                assessment__in=visitor.opened,
                assessment__owner=None,
                assessment__organisation=None,
                is_opener=True,
            )
        return self.filter(mine, invitation__revoked_at=None).order_by()


class Respondent(models.Model):
    """A person who answers an assessment, with or without an account."""

    class Function(models.TextChoices):
        LEADER = "leader", _("Sales leader")
        MANAGER = "manager", _("Sales manager")
        REP = "rep", _("Sales rep")
        MARKETING = "marketing", _("Marketing")
        REVOPS = "revops", _("RevOps")
        DELIVERY = "delivery", _("Delivery or customer success")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="respondents", verbose_name=_("assessment")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    function = models.CharField(_("function"), max_length=20, choices=Function, blank=True)
    is_opener = models.BooleanField(_("opened the assessment"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=Q(user__isnull=False), name="respondent_user_unique"
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(is_opener=True), name="respondent_one_opener"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_function_display() or _("Respondent"))


class AnswerFields(models.Model):
    """What an answer says; shared by the answer and each revision of it."""

    class State(models.TextChoices):
        BLANK = "blank", _("not answered yet")
        LEVEL = "level", _("a level")
        UNKNOWN = "unknown", _("we don't know")
        NOT_APPLICABLE = "not_applicable", _("does not apply")

    CONTENT = ("state", "level_id", "reason", "note", "link", "dated")

    state = models.CharField(_("answer"), max_length=20, choices=State, default=State.BLANK)
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("level")
    )
    reason = models.CharField(_("why it does not apply"), max_length=REASON_LENGTH, blank=True)
    note = models.TextField(_("evidence note"), max_length=NOTE_LENGTH, blank=True)
    link = models.URLField(_("evidence link"), max_length=LINK_LENGTH, blank=True)
    dated = models.DateField(_("last true on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        abstract = True

    def content(self) -> dict[str, Any]:
        """What the answer says, without who, when and which version."""
        return {name: getattr(self, name) for name in self.CONTENT}


class Answer(AnswerFields):
    """A respondent's answer to a question. Drafts may be incomplete: see ``is_complete``.

    ``writer`` and ``writer_seq`` name the browser page and its how-manieth save this is, so that a retry is
    recognised and replies that overtake each other cannot put an older click on top of a newer one.
    """

    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="answers", verbose_name=_("respondent")
    )
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    carried = models.BooleanField(
        _("carried over"), default=False, help_text=_("From the last round and not yet confirmed.")
    )
    reworded = models.BooleanField(
        _("reworded"),
        default=False,
        help_text=_("Carried over from a version that words the question or its anchors differently."),
    )
    writer = models.UUIDField(null=True, editable=False)
    writer_seq = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["respondent", "question"], name="answer_unique"),
            models.CheckConstraint(
                condition=Q(state="level", level__isnull=False)
                | Q(state__in=["blank", "unknown", "not_applicable"], level__isnull=True),
                name="answer_level_with_state",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="answer_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.state}"

    @property
    def is_complete(self) -> bool:
        """Counts as an answer: not blank, a reason where it does not apply, confirmed where carried over."""
        if self.carried or self.state == self.State.BLANK:
            return False
        return self.state != self.State.NOT_APPLICABLE or bool(self.reason.strip())

    @property
    def has_evidence(self) -> bool:
        """A date alone proves nothing; a note or a link does."""
        return bool(self.note.strip() or self.link)


class AnswerRevision(AnswerFields):
    """One saved state of an answer. Rows are added, never changed."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="revisions", verbose_name=_("answer"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("answer revision")
        verbose_name_plural = _("answer revisions")
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="revision_unique")]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"


class Consensus(models.Model):
    """The level that the team agreed on where respondents differ, and why."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="consensus", verbose_name=_("assessment")
    )
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    level = models.ForeignKey(Level, models.PROTECT, related_name="+", verbose_name=_("level"))
    why = models.TextField(_("why"), max_length=NOTE_LENGTH)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("user")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("consensus")
        verbose_name_plural = _("consensus")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="consensus_unique"),
            models.CheckConstraint(condition=~Q(why=""), name="consensus_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.level_id}"


class StoredResult(models.Model):
    """The result that sealing computed, with the version of the scorer; reports read this."""

    assessment = models.OneToOneField(
        Assessment,
        models.CASCADE,
        primary_key=True,
        related_name="stored_result",
        verbose_name=_("assessment"),
    )
    scorer = models.PositiveIntegerField(_("scorer version"))
    data = models.JSONField(_("result"))
    overall = models.PositiveSmallIntegerField(_("overall level"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("stored result")
        verbose_name_plural = _("stored results")

    def __str__(self) -> str:
        return str(self.assessment_id)
