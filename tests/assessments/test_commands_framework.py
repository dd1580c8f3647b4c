"""The commands load_framework and export_framework."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from assessments.actions.framework import new_draft
from assessments.management.faults import FaultsError
from assessments.models import Domain, Framework, FrameworkVersion
from tests.assessments.framework_file_samples import (
    ROOT,
    SHIPPED,
    framework_data,
    said,
    write_file,
)

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*[str(argument) for argument in arguments], stdout=out)
    return out.getvalue()


def first_line(*arguments: object) -> str:
    return run("load_framework", *arguments).splitlines()[0]


def test_shipped_frameworks_publish_and_load_export_load_is_a_fixed_point(tmp_path: Path) -> None:
    assert "warning" not in run("load_framework", "--all", "--publish")
    published = FrameworkVersion.objects.filter(status="published")
    assert sorted(published.values_list("framework__slug", flat=True)) == [path.stem for path in SHIPPED]
    for path in SHIPPED:
        output = tmp_path / path.name
        assert run("export_framework", path.stem, "--output", output) == ""
        assert output.read_bytes() == path.read_bytes()
        assert first_line(output) == f"{path.name}: nothing changed since version 1 (published)"
    assert published.count() == FrameworkVersion.objects.count() == len(SHIPPED)


def test_each_outcome_is_reported_in_one_line(tmp_path: Path) -> None:
    file = write_file(tmp_path)
    assert first_line(file) == "small.yaml: version 1 created (draft)"
    assert first_line(file) == "small.yaml: nothing changed since version 1 (draft)"
    data = framework_data()
    data["name"] = said("Other")
    write_file(tmp_path, data)
    assert first_line(file) == "small.yaml: draft version 1 replaced (draft)"
    assert first_line(file, "--publish") == "small.yaml: nothing changed since version 1, published"
    assert first_line(file, "--publish") == "small.yaml: nothing changed since version 1 (published)"


def test_edited_draft_is_reported_and_not_published(tmp_path: Path) -> None:
    file = write_file(tmp_path)
    run("load_framework", file)
    Domain.objects.filter(slug="d1").update(name_en="Edited")
    assert first_line(file, "--publish") == (
        "small.yaml: nothing changed since version 1; that draft was edited since, so it was not published"
    )


def test_missing_languages_are_a_warning(tmp_path: Path) -> None:
    lines = run("load_framework", write_file(tmp_path)).splitlines()
    assert lines[1].startswith("small.yaml: warning: Türkçe: ")
    assert lines[1].endswith(" texts are missing, first name")


def test_one_faulty_file_keeps_all_from_being_loaded(tmp_path: Path) -> None:
    bad = framework_data()
    bad["slug"] = "bad"
    del bad["domains"][0]["why"], bad["goals"][0]["unit"]
    good_file, bad_file = write_file(tmp_path), write_file(tmp_path, bad, "bad.yaml")
    with pytest.raises(FaultsError) as caught:
        run("load_framework", good_file, bad_file)
    assert caught.value.returncode == 2
    assert [fault.split(" (line ")[0] for fault in caught.value.faults] == [
        f"{bad_file}: domains[0].why: is missing; fill it in",
        f"{bad_file}: goals[0].unit: is missing; fill it in",
    ]
    assert not Framework.objects.exists()


def test_two_files_of_one_framework_are_refused(tmp_path: Path) -> None:
    one, two = write_file(tmp_path), write_file(tmp_path, name="two.yaml")
    with pytest.raises(FaultsError, match=r"two.yaml: slug: small is also the framework of .*small.yaml"):
        run("load_framework", one, two)


def test_no_file_is_a_fault() -> None:
    with pytest.raises(FaultsError, match="Name a framework file, or give --all"):
        run("load_framework")


def test_faults_go_to_standard_error_with_status_2(tmp_path: Path) -> None:
    bad = framework_data()
    del bad["summary"], bad["kpis"]
    file = write_file(tmp_path, bad)
    done = subprocess.run(
        [sys.executable, "manage.py", "load_framework", file],
        cwd=ROOT,
        env={"MATURITY_MODE": "test", "MATURITY_VAR_DIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"{file}: summary: is missing; fill it in",
        f"{file}: kpis: is missing; fill it in",
    ]


def test_export_prints_what_it_would_write(tmp_path: Path) -> None:
    run("load_framework", write_file(tmp_path))
    output = tmp_path / "out.yaml"
    run("export_framework", "small", "--output", output)
    assert run("export_framework", "small") == output.read_text(encoding="utf-8")


def test_export_prefers_the_published_version_over_a_newer_draft(tmp_path: Path) -> None:
    run("load_framework", write_file(tmp_path), "--publish")
    new_draft(version=FrameworkVersion.objects.get())
    Domain.objects.filter(version__number=2, slug="d1").update(name_en="Edited")
    assert "Edited" not in run("export_framework", "small")
    assert "Edited" in run("export_framework", "small", "--version", 2)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["nowhere"], "SLUG: there is no framework nowhere"),
        (["small", "--version", "7"], "--version: small has no version 7"),
        (["small", "--output", "/nonexistent/out.yaml"], "/nonexistent/out.yaml: cannot be written"),
    ],
)
def test_export_names_what_is_wrong(tmp_path: Path, arguments: list[str], fault: str) -> None:
    run("load_framework", write_file(tmp_path))
    with pytest.raises(FaultsError, match=fault):
        run("export_framework", *arguments)
