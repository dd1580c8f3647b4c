"""Imports the data of a report without a browser."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from accounts.models import Organisation, User
from assessments.answer_files import MAX_IMPORT_BYTES, AnswerFileError, read_bytes
from assessments.forms.set_up import organisations_run_by
from assessments.management.faults import FaultsCommand, FaultsError
from reports.imports.actions import import_assessment
from reports.imports.faults import RefusedError
from reports.imports.judging import judge
from reports.imports.plan import Plan
from reports.imports.reading import read


class Command(FaultsCommand):
    help = (
        "Imports an assessment from the JSON file of a report (- for standard input) into an organisation, "
        "as somebody who leads or advises it, and prints the assessment's id."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="report as JSON; - reads standard input")
        parser.add_argument("--organisation", required=True, metavar="ID", type=UUID)
        parser.add_argument("--user", required=True, metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation, user = _who(options["organisation"], options["user"])
        assessment, made = import_assessment(
            plan=_plan(options["file"]), organisation=organisation, actor=user
        )
        if not made:
            self.stderr.write("This assessment was imported before.")
        self.stdout.write(str(assessment.pk))


def _who(organisation_id: UUID, email: str) -> tuple[Organisation, User]:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise FaultsError([f"--user: nobody has the address {email}"])
    organisation = organisations_run_by(user).filter(pk=organisation_id).first()
    if organisation is None:
        raise FaultsError([f"--organisation: {email} neither leads nor advises {organisation_id}"])
    return organisation, user


def _plan(file: str) -> Plan:
    try:
        return judge(read(read_bytes(file, MAX_IMPORT_BYTES)))
    except AnswerFileError as error:
        raise FaultsError(error.faults) from error
    except RefusedError as refused:
        lines = [f"{file}: {fault}" for fault in refused.faults]
        raise FaultsError([*lines, f"and {refused.more} more"] if refused.more else lines) from refused
