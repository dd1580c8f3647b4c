"""What the tests of the admin share: addresses, the fields of a form, and a framework's tree."""

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from assessments.framework_files import check
from assessments.models import (
    BusinessGoal,
    Domain,
    FrameworkVersion,
    Kpi,
    Question,
    Rubric,
    WarningSign,
)
from tests.assessments.framework_file_samples import framework_data

FIXED = "Published, so fixed. Make a new draft to change it."
SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
PARTS = [Domain, Question, Rubric, WarningSign, BusinessGoal, Kpi]
TREE = check(framework_data()).tree


def change_url(row: Any) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_change", args=[row.pk])


def list_url(model: Any) -> str:
    return reverse(f"admin:assessments_{model._meta.model_name}_changelist")


def form_values(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send back from a page without touching it."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for formset in (inline.formset for inline in context["inline_admin_formsets"]):
        forms += [formset.management_form, *formset.forms]
    values: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
            if field.field.show_hidden_initial:
                values[field.html_initial_name] = "" if value is None else value
    return values


def act(client: Client, action: str, *versions: FrameworkVersion) -> list[str]:
    """Runs an action on the list of versions, and says yes where it asks; gives the messages."""
    data = {"action": action, "_selected_action": [str(version.pk) for version in versions]}
    data["confirmed"] = ["yes"]
    response = client.post(list_url(FrameworkVersion), data)
    return [str(message) for message in get_messages(response.wsgi_request)]


def first_row(model: Any, version: FrameworkVersion) -> Any:
    lookup = "domain__version" if model is Question else "version"
    return model.objects.filter(**{lookup: version}).first()


def step_url(version: FrameworkVersion, step: str) -> str:
    return reverse(f"admin:assessments_frameworkversion_{step}", args=[version.pk])


def status(version: FrameworkVersion) -> str:
    return FrameworkVersion.objects.values_list("status", flat=True).get(pk=version.pk)
