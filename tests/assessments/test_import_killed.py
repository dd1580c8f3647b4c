"""A process that is killed in the middle of an import leaves the database as it was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from assessments.actions.framework import load_framework
from assessments.framework_files import check, write
from assessments.framework_files.database import to_tree
from assessments.models import Domain, Framework, FrameworkVersion, Kpi
from tests.assessments.framework_file_samples import ROOT, framework_data, said

# Kills itself when it comes to the last table that an import fills.
IMPORT = """
import os, signal, sys
from pathlib import Path
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[2]
django.setup()
from django.db import connection
from assessments.actions.framework import load_framework
from assessments.framework_files import load

def kill(execute, sql, params, many, context):
    if "INSERT INTO" in sql and "assessments_kpi" in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(kill):
    load_framework(tree=load(Path(sys.argv[1])).tree)
"""


@pytest.mark.usefixtures("transactional_db")
def test_killed_import_changes_nothing(tmp_path: Path) -> None:
    draft = load_framework(tree=check(framework_data()).tree).version
    before = write(to_tree(draft))
    data = framework_data()
    data["name"], data["domains"][0]["weight"] = said("Renamed"), 2
    file = tmp_path / "small.yaml"
    file.write_text(write(check(data).tree))

    command = [sys.executable, "-c", IMPORT, str(file), str(connection.settings_dict["NAME"])]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert FrameworkVersion.objects.get() == draft
    assert Framework.objects.get().name == "Small"
    assert write(to_tree(FrameworkVersion.objects.get())) == before
    assert (Domain.objects.count(), Kpi.objects.count()) == (2, 2)
