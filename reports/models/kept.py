"""Reports that were built and kept: numbered, dated, and the same bytes for ever."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Assessment

TEXT_LENGTH = 2000


class KeptReport(models.Model):
    """A report as it was built once; neither it nor its files ever change. ``number`` counts from 1 within
    the assessment, ``choices`` are what it was built with (``reports.report.choices``), ``letterhead`` names
    the consultancy whose letterhead it has.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="kept_reports", verbose_name=_("assessment")
    )
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    choices = models.JSONField(_("choices"))
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)
    letterhead = models.CharField(_("consultancy"), max_length=150, blank=True)
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("built by"),
    )
    built_by_name = models.CharField(_("name of who built it"), max_length=254, blank=True)
    built_at = models.DateTimeField(_("built"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("kept report")
        verbose_name_plural = _("kept reports")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="kept_report_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"


class KeptFile(models.Model):
    """One form of a kept report; ``digest`` is the SHA-256 of its content, in hex."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word (DOCX)")
        XLSX = "xlsx", _("Spreadsheet (XLSX)")
        CSV = "csv", _("Tables as text (CSV in a ZIP file)")
        JSON = "json", _("Data (JSON)")
        CHARTS = "charts", _("Charts for slides (SVG and PNG in a ZIP file)")
        PAGE = "page", _("Page")

    report = models.ForeignKey(
        KeptReport, models.CASCADE, related_name="files", verbose_name=_("kept report")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("file of a kept report")
        verbose_name_plural = _("files of kept reports")
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="kept_file_kind_unique")]

    def __str__(self) -> str:
        return self.name


class ReportSummary(models.Model):
    """The executive summary of an assessment in one language, as somebody edited it.

    ``texts`` holds the edited parts by their codes, ``drafts`` what each was computed to be when it was
    edited: where the computed one differs now, the edited one is stale.
    """

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="summaries", verbose_name=_("assessment")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    texts = models.JSONField(_("texts"), default=dict)
    drafts = models.JSONField(_("computed texts"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=254, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("edited summary")
        verbose_name_plural = _("edited summaries")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "language"], name="report_summary_unique")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.language}"


class ReportPreset(models.Model):
    """Choices that somebody saved for reports to come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="report_presets", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=80)
    choices = models.JSONField(_("choices"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("preset of a report")
        verbose_name_plural = _("presets of reports")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("user", Lower("name"), name="report_preset_name_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="report_preset_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
