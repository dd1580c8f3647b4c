"""People and organisations in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import admin_library, invitations
from accounts.addresses import record_address
from accounts.admin_memberships import MembershipInline, RecordsMemberships, run_by_nobody_without
from accounts.models import Invitation, Organisation, User
from accounts.organisation_forms import OrganisationForm

admin_library.replace()


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class UserAdmin(RecordsMemberships, DjangoUserAdmin):
    """Only a superuser may make one, or touch one."""

    add_form = UserCreationForm
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
        (_("Rights"), {"fields": ("is_staff", "groups")}),
    )
    fieldsets = (
        (None, {"fields": ("email", "email_confirmed", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("email", "email_confirmed", "name", "is_staff", "is_active", "last_login")
    list_filter = ("email_confirmed", "is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    inlines = (MembershipInline,)
    show_facets = admin.ShowFacets.NEVER

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.inlines if obj is not None else ()

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_staff", "is_superuser", "groups", "user_permissions")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.email_confirmed = True
        super().save_model(request, obj, form, change)
        record_address(obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Who alone runs an organisation that others are in keeps it from being left to nobody."""
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        alone = [
            gettext("%(user)s alone runs %(organisation)s.") % {"user": user, "organisation": name}
            for user in objs
            for name in run_by_nobody_without(user)
        ]
        return listed, counts, missing, [*protected, *alone]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or bool(request.user.is_superuser)


@admin.register(Organisation)
class OrganisationAdmin(RecordsMemberships):
    form = OrganisationForm
    list_display = ("name", "industry", "size", "created_at")
    search_fields = ("name",)
    fields = ("name", "industry", "size", "language", "time_zone", "accent", "created_at", "open_invitations")
    readonly_fields = ("created_at", "open_invitations")
    inlines = (MembershipInline,)

    @admin.display(description=_("Invitations"))
    def open_invitations(self, organisation: Organisation) -> str:
        """To be read here; the organisation's own page sends and revokes them."""
        lines = (
            (one.email, one.get_role_display(), _sending(one)) for one in invitations.pending(organisation)
        )
        return format_html_join(mark_safe("<br>"), "{} · {} · {}", lines) or gettext("No invitation is open.")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Says what to do instead where assessments keep an organisation, whatever may be deleted here."""
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return listed, counts, missing, protected
        instead = gettext(
            "An organisation that has assessments is not deleted here. "
            "Remove everybody but one lead from it: it goes, with its assessments, "
            "when that person deletes their own account."
        )
        return listed, counts, set(), [instead, *protected]


def _sending(invitation: Invitation) -> str:
    if invitation.sent_at is None:
        return gettext("not sent yet")
    if not invitation.is_pending():
        return gettext("expired")
    return gettext("counts until %(date)s") % {
        "date": date_format(localtime(invitation.expires_at), "DATE_FORMAT")
    }
