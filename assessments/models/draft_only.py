"""What may be changed only while its framework version is a draft."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from assessments.models.framework import FrameworkVersion


class PublishedVersionError(Exception):
    """Someone tried to change the content of a published or retired framework version."""


class DraftOnlyModel(models.Model):
    """Base of everything in a framework version.

    Gives a readable error before the database's triggers (see ``assessments.immutability``) give theirs;
    the triggers also stop what does not come through here, such as bulk updates.
    """

    class Meta:
        abstract = True

    if TYPE_CHECKING:

        def framework_version(self) -> "FrameworkVersion": ...

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_unless_draft()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_unless_draft()
        return super().delete(*args, **kwargs)

    def _refuse_unless_draft(self) -> None:
        version = self.framework_version()
        stored = type(version).objects.filter(pk=version.pk).values_list("status", flat=True).first()
        if stored not in (None, "draft"):
            raise PublishedVersionError(
                _("%(version)s is published and never changes. Make a new draft of it instead.")
                % {"version": version}
            )
