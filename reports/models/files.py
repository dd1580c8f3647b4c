"""Stored PDFs."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from assessments.models.assessment import AssessmentQuerySet

if TYPE_CHECKING:
    from assessments.access import Visitor


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    def readable_by(self, visitor: "Visitor", **fields: Any) -> "ReportFileQuerySet":
        """Those of assessments whose report this visitor may read, with these fields.

        One filter and not several, since making the query is most of what a stored PDF costs.
        """
        return self.filter(AssessmentQuerySet.readable(visitor, "assessment__"), **fields)


class ReportFile(models.Model):
    """A rendered PDF under the digest of everything it shows; without an assessment it is the sample's.

    A cache and nothing more: every row can be deleted and is made again when asked for.
    """

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, null=True, blank=True, related_name="files", verbose_name=_("assessment")
    )
    digest = models.CharField(_("digest"), max_length=64)
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "digest"], name="report_file_unique"),
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(assessment=None), name="report_file_sample_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name
