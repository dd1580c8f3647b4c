"""Scores a file of answers without a browser."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from assessments import framework_files
from assessments.answer_files import AnswerFileError, read_answers
from assessments.content import from_version
from assessments.framework_files import FrameworkFileError, FrameworkTree
from assessments.management.faults import FaultsCommand, FaultsError
from assessments.models import FrameworkVersion, Rubric
from scoring import Instrument, parse_responses, problems, rate, to_document

Rubrics = dict[str, Callable[[], Instrument]]


class Command(FaultsCommand):
    help = "Scores a JSON file of answers (- for standard input) and prints the result as JSON."
    requires_system_checks = []  # with --framework-file nothing but the two files is needed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="answers as JSON; - reads standard input")
        parser.add_argument(
            "--framework-file",
            type=Path,
            metavar="FILE",
            help="framework file (YAML) instead of the database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = read_answers(options["file"])
        except AnswerFileError as error:
            raise FaultsError(error.faults) from error
        document = _scored(data, options["framework_file"])
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))


def _scored(data: Any, framework_file: Path | None) -> dict[str, Any]:
    """The result's document. Raises FaultsError with every fault."""
    responses, faults = parse_responses(data)
    keys = data if isinstance(data, dict) else {}
    rubrics: Rubrics = {}
    try:
        rubrics = _from_file(keys, framework_file) if framework_file else _from_database(keys)
    except FaultsError as error:
        faults = [*faults, *error.faults]
    rubric = keys.get("rubric")
    if rubrics and isinstance(rubric, str) and rubric not in rubrics:
        known = ", ".join(rubrics)
        faults = [*faults, f"rubric: {json.dumps(rubric)} is unknown; the framework has {known}"]
    if faults or responses is None:
        raise FaultsError(faults)
    instrument = rubrics[str(rubric)]()
    if found := problems(instrument, responses):
        raise FaultsError(found)
    return to_document(rate(instrument, responses))


def _from_file(keys: dict[str, Any], path: Path) -> Rubrics:
    try:
        tree = framework_files.load(path).tree
    except FrameworkFileError as error:
        raise FaultsError([f"{path}: {fault}" for fault in error.faults]) from error
    named = keys.get("framework", tree.slug)
    if named != tree.slug:
        raise FaultsError([f"framework: {json.dumps(named)} is not the framework of {path}, {tree.slug}"])
    return {rubric.slug: _file_instrument(tree, rubric.slug) for rubric in tree.rubrics}


def _file_instrument(tree: FrameworkTree, rubric: str) -> Callable[[], Instrument]:
    return lambda: framework_files.content(tree, rubric, framework_files.ENGLISH).instrument()


def _from_database(keys: dict[str, Any]) -> Rubrics:
    if "framework" not in keys:
        raise FaultsError(["framework: is required unless --framework-file is given"])
    slug = keys["framework"]
    if not isinstance(slug, str):
        raise FaultsError(["framework: must be text"])
    try:
        return _published(slug)
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise FaultsError([f"framework: the database cannot be read: {reason}"]) from error


def _published(slug: str) -> Rubrics:
    version = FrameworkVersion.objects.newest_published().filter(framework__slug=slug).first()
    if version is None:
        raise FaultsError([f"framework: {json.dumps(slug)} is unknown or has no published version"])
    return {rubric.slug: _stored_instrument(version, rubric) for rubric in version.rubrics.all()}


def _stored_instrument(version: FrameworkVersion, rubric: Rubric) -> Callable[[], Instrument]:
    return lambda: from_version(version, rubric).instrument()
