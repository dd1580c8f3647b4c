"""The processes that do slow work, as far as the database has heard of them."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class WorkerProcess(models.Model):
    """A worker that holds its lease: what it has begun is nobody else's until the lease has lapsed.

    All times are the database's own, so that the clocks of several machines need not agree.
    """

    id = models.CharField(primary_key=True, max_length=64, editable=False)
    started_at = models.DateTimeField(_("started"), db_default=Now(), editable=False)
    heard_at = models.DateTimeField(_("last heard of"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.id
