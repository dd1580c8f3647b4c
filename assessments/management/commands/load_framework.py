"""Loads framework files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from assessments.actions.framework import Loaded, Outcome, load_framework
from assessments.fixture_files import FRAMEWORKS
from assessments.framework_files import Checked, FrameworkFileError, load
from assessments.management.faults import FaultsCommand, FaultsError


class Command(FaultsCommand):
    help = "Loads framework files as drafts; an unchanged file changes nothing. All files or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="framework file (YAML)")
        parser.add_argument("--all", action="store_true", help="every file in fixtures/frameworks")
        parser.add_argument("--publish", action="store_true", help="publish what was loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        files = [*options["files"], *(sorted(FRAMEWORKS.glob("*.yaml")) if options["all"] else [])]
        if not files:
            raise FaultsError(["Name a framework file, or give --all."])
        checked = _checked(files)
        with transaction.atomic():
            done = [load_framework(tree=one.tree, publish_it=options["publish"]) for one in checked.values()]
        for file, loaded in zip(files, done, strict=True):
            self.stdout.write(f"{file.name}: {_report(loaded, options['publish'])}")
            for line in _missing(checked[file]):
                self.stdout.write(f"{file.name}: {line}")


def _checked(files: list[Path]) -> dict[Path, Checked]:
    """The content of every file. Raises FaultsError with the faults of all of them."""
    checked: dict[Path, Checked] = {}
    faults: list[str] = []
    slugs: dict[str, Path] = {}
    for file in files:
        try:
            checked[file] = load(file)
        except FrameworkFileError as error:
            faults += [f"{file}: {fault}" for fault in error.faults]
            continue
        slug = checked[file].tree.slug
        if slugs.setdefault(slug, file) != file or files.count(file) > 1:
            faults.append(f"{file}: slug: {slug} is also the framework of {slugs[slug]}")
    if faults:
        raise FaultsError(faults)
    return checked


def _report(loaded: Loaded, asked_to_publish: bool) -> str:
    number = loaded.version.number
    said = {
        Outcome.CREATED: f"version {number} created",
        Outcome.REPLACED: f"draft version {number} replaced",
        Outcome.UNCHANGED: f"nothing changed since version {number}",
    }[loaded.outcome]
    if loaded.published:
        return f"{said}, published"
    if loaded.edited:
        why = ", so it was not published" if asked_to_publish else ""
        return f"{said}; that draft was edited since{why}"
    return f"{said} ({loaded.version.get_status_display()})"


def _missing(checked: Checked) -> list[str]:
    names = dict(settings.LANGUAGES)
    return [
        f"warning: {names[language]}: {len(places)} of {checked.texts} texts are missing, first {places[0]}"
        for language, places in checked.missing.items()
        if places
    ]
