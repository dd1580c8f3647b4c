"""Memberships in the admin: somebody always runs an organisation, and its log says who changed them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext

from accounts import members
from accounts.audit import Event, record
from accounts.models import Membership, Organisation, User

Role = Membership.Role
Roles = dict[int, str]  # by the number of the membership
MOST = 250  # memberships on one page, four fields each: a request may hold a thousand fields


class MembershipFormSet(forms.BaseInlineFormSet):
    """Refuses what would leave nobody to run an organisation that somebody runs now.

    The admin judges and saves in one transaction; the organisations' rows are held until its end.
    """

    def total_form_count(self) -> int:
        """None where more are announced than can have been sent: they are refused, not built one by one."""
        count = super().total_form_count()
        if self.is_bound and (self.management_form.cleaned_data["TOTAL_FORMS"] or 0) > MOST:
            return 0
        return count

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        ids = [form.instance.pk for form in self.initial_forms]
        touched = Membership.objects.filter(pk__in=ids).values_list("organisation", flat=True)
        for pk in sorted(set(touched)):
            organisation = members.lock(pk)
            before = dict(organisation.memberships.values_list("pk", "role"))
            if _is_abandoned(before.values(), self._after(organisation, before)):
                said = gettext("Somebody has to run %(organisation)s. Make another person its lead first.")
                raise ValidationError(said % {"organisation": organisation}, code="last_in_charge")

    def _after(self, organisation: Organisation, before: Roles) -> list[str]:
        """The roles in the organisation once this page is saved."""
        here = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data]
        ours = [form for form in here if form.cleaned_data.get("organisation") == organisation]
        shown = {form.instance.pk for form in self.initial_forms}
        elsewhere = [role for pk, role in before.items() if pk not in shown]
        return elsewhere + [form.cleaned_data["role"] for form in ours]


def _is_abandoned(before: Iterable[str], after: Iterable[str]) -> bool:
    if Role.LEAD in before:
        return Role.LEAD not in after
    return Role.CONSULTANT in before and not set(after) & set(Membership.RUNNING_ROLES)


def name_and_address(user: User) -> str:
    """Tells people of the same name apart."""
    return f"{user.name} ({user.email})" if user.name else user.email


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return name_and_address(user)


class PeopleByAddress(AutocompleteJsonView):
    """What the pickers of the admin find, people with their addresses."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found = super().serialize_result(obj, to_field_name)
        return found | {"text": name_and_address(obj)} if isinstance(obj, User) else found


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = MembershipFormSet
    extra = 0
    max_num = MOST
    autocomplete_fields = ("user", "organisation")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["form_class"] = PersonField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, absolute_max=MOST, **kwargs)


class RecordsMemberships(admin.ModelAdmin):
    """Writes what was changed of memberships here into the organisations' logs."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if not isinstance(formset, MembershipFormSet):
            return
        before = {one.instance.pk: one.initial for one in formset.initial_forms}
        for membership in formset.new_objects:
            _record(request, membership, "", membership.role)
        for membership in formset.deleted_objects:
            _record(request, membership, membership.role, "")
        for membership, _fields in formset.changed_objects:
            _record(request, membership, before[membership.pk].get("role", ""), membership.role)


def _record(request: HttpRequest, membership: Membership, before: str, after: str) -> None:
    record(
        Event.ROLE_CHANGED if after else Event.MEMBER_REMOVED,
        actor=request.user if isinstance(request.user, User) else None,
        organisation=membership.organisation_id,
        subject=membership.user.email,
        before=before,
        after=after,
        by="admin",
    )


def run_by_nobody_without(user: User) -> list[str]:
    """The organisations with further members that would be left to nobody if the account went."""
    alone = members.sole_leaderships(user)
    return [str(one) for one in alone if one.memberships.exclude(user=user).exists()]
