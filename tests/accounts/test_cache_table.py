"""Migrating makes the table of the database cache, on either engine, and does no harm where it is."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from pytest_django import Settings

migration = importlib.import_module("accounts.migrations.0002_cache_table")


@pytest.mark.django_db
def test_migration_makes_a_table_that_the_cache_can_use(settings: Settings) -> None:
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache_of_a_test"}}
    assert "cache_of_a_test" not in connection.introspection.table_names()
    for _ in range(2):
        migration.create_cache_table(apps, SimpleNamespace(connection=connection))
    caches["default"].set("key", "value")
    assert caches["default"].get("key") == "value"
