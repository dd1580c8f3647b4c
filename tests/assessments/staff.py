"""People of the admin: superusers, members of the two groups of rubric people, and staff without a right."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD, make_user

groups_migration = import_module("assessments.migrations.0003_groups")
MIGRATOR = SimpleNamespace(connection=connection)  # all that the migration asks of its schema editor


def make_staff(kind: str) -> User:
    """``superuser``, ``publisher``, ``editor``, ``staff`` (without a right) or ``user`` (not even staff)."""
    if kind == "superuser":
        return User.objects.create_superuser(f"{kind}@example.com", PASSWORD)
    user = make_user(email=f"{kind}@example.com", is_staff=kind != "user", name=kind.title())
    if kind in ("publisher", "editor"):
        user.groups.add(group(kind))
    return user


def group(kind: str) -> Group:
    """The group that the migration makes; tests that commit empty its table."""
    name = groups_migration.EDITORS if kind == "editor" else groups_migration.PUBLISHERS
    if not Group.objects.filter(name=name).exists():
        groups_migration.make_groups(apps, MIGRATOR)
    return Group.objects.get(name=name)


def staff_client(kind: str) -> Client:
    client = Client()
    client.force_login(make_staff(kind))
    return client
