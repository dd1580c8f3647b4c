"""Writes a framework version as a framework file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from assessments.framework_files import write
from assessments.framework_files.database import to_tree
from assessments.management.faults import FaultsCommand, FaultsError
from assessments.models import Framework, FrameworkVersion


class Command(FaultsCommand):
    help = "Writes a framework version as YAML: the newest published one, or else the newest draft."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # Django's own --version gives way to the version of the framework.
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="slug of the framework")
        parser.add_argument("--version", type=int, metavar="N", help="number of the version")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write here, not to standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        text = write(to_tree(_chosen(options["slug"], options["version"])))
        output: Path | None = options["output"]
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise FaultsError([f"{output}: cannot be written: {error.strerror}"]) from error


def _chosen(slug: str, number: int | None) -> FrameworkVersion:
    """Raises FaultsError when there is none."""
    framework = Framework.objects.filter(slug=slug).first()
    if framework is None:
        raise FaultsError([f"SLUG: there is no framework {slug}"])
    versions = framework.versions.select_related("framework").order_by("-number")
    if number is not None:
        version = versions.filter(number=number).first()
        if version is None:
            raise FaultsError([f"--version: {slug} has no version {number}"])
        return version
    status = FrameworkVersion.Status
    for wanted in (status.PUBLISHED, status.DRAFT, status.RETIRED):
        version = versions.filter(status=wanted).first()
        if version is not None:
            return version
    raise FaultsError([f"SLUG: {slug} has no version"])
