"""The health check and its silence in the log."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.test import Client

UNREACHABLE = "postgres://somebody:hush-hush@127.0.0.1:9/nowhere"
ASK = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
for path in ("/health/", "/", "/how-levels-work/"):
    response = client.get(path)
    print(response.status_code, response.get("Retry-After"), response.content.decode().replace("\\n", " "))
"""


@pytest.mark.django_db
def test_health_is_well_with_a_migrated_database(client: Client) -> None:
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_names_missing_migrations(client: Client) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="accounts").order_by("-name")[0].delete()
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "ok", "migrations": "pending"}


@pytest.mark.django_db
def test_health_is_not_logged_while_well(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="access")
    client.get("/health/")
    client.get("/how-levels-work/")
    assert [record.getMessage().split()[1] for record in caplog.records if record.name == "access"] == [
        "/how-levels-work/"
    ]


def test_unreachable_database_is_said_without_secrets_and_static_pages_stay() -> None:
    environment = {**os.environ, "DATABASE_URL": UNREACHABLE, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    health, home, levels = done.stdout.splitlines()
    state = {"status": "unavailable", "database": "unreachable", "migrations": "unknown"}
    assert health == f"503 None {json.dumps(state)}"
    assert home.startswith("503 30 <!DOCTYPE html>")
    assert "The database is not answering right now" in home
    assert levels.startswith("200 None <!DOCTYPE html>")
    assert "hush-hush" not in done.stdout
