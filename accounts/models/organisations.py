"""Organisations, and who is what in which."""

import secrets
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User

if TYPE_CHECKING:
    from datetime import datetime

ACCENT = "#1f5c57"


def default_time_zone() -> str:
    return settings.TIME_ZONE


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of(self, user: User, *roles: str) -> "OrganisationQuerySet":
        """Those where the user has one of the roles, or any; none before the address is confirmed."""
        if not user.is_authenticated or not user.email_confirmed:
            return self.none()
        mine = Membership.objects.filter(user=user.pk)
        if roles:
            mine = mine.filter(role__in=roles)
        return self.filter(pk__in=mine.values("organisation"))


class Organisation(models.Model):
    """A company whose teams are assessed."""

    class Industry(models.TextChoices):
        SOFTWARE = "software", _("Software and IT services")
        MANUFACTURING = "manufacturing", _("Manufacturing and engineering")
        TRADE = "trade", _("Wholesale and distribution")
        LOGISTICS = "logistics", _("Transport and logistics")
        CONSTRUCTION = "construction", _("Construction and installation")
        FINANCE = "finance", _("Finance and insurance")
        PROFESSIONAL = "professional", _("Professional services")
        HEALTH = "health", _("Healthcare and life sciences")
        ENERGY = "energy", _("Energy and utilities")
        MEDIA = "media", _("Media and communication")
        EDUCATION = "education", _("Education and training")
        OTHER = "other", _("Another industry")

    class Size(models.TextChoices):
        MICRO = "1-9", _("1 to 9 people")
        SMALL = "10-49", _("10 to 49 people")
        MEDIUM = "50-249", _("50 to 249 people")
        LARGE = "250-999", _("250 to 999 people")
        VERY_LARGE = "1000+", _("1,000 people or more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=150)
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=Size, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default=ACCENT,
        validators=[
            RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write the colour as # and six hexadecimal digits."))
        ],
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_time_zone,
        help_text=_("Reminders and calendar entries follow it."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """An organisation's logo, as written anew from what was uploaded: a PNG within the limits of size."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="logo", verbose_name=_("organisation")
    )
    content = models.BinaryField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return str(self.organisation_id)


class Membership(models.Model):
    """What a person is in an organisation; other roles elsewhere are possible."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Team lead: makes and runs assessments")
        MEMBER = "member", _("Member: sees submitted reports")
        CONSULTANT = "consultant", _("Consultant: like a lead, for several organisations")

    RUNNING_ROLES = (Role.LEAD, Role.CONSULTANT)

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_unique"),
            models.CheckConstraint(
                condition=models.Q(role__in=["lead", "member", "consultant"]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.role}"


def new_invitation_key() -> str:
    return secrets.token_hex(16)


class Invitation(models.Model):
    """An address that may join an organisation in a role, by a secret link, until it expires.

    The link's secret is derived from ``key`` and the site's own (see ``accounts.invitations``), so that the
    database holds none that works; a new key makes every earlier link worthless.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    key = models.CharField(max_length=32, default=new_invitation_key, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_one_pending",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["lead", "member", "consultant"]), name="invitation_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation_id} · {self.role}"

    def is_pending(self, now: "datetime | None" = None) -> bool:
        """Neither accepted nor revoked nor expired."""
        return not (self.accepted_at or self.revoked_at) and self.expires_at > (now or timezone.now())
