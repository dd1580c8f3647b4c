"""How commands refuse: one line a fault on standard error, exit status 2."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

REFUSED = 2


class FaultsError(CommandError):
    """The command did nothing, because of these faults."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults), returncode=REFUSED)
        self.faults = faults


class FaultsCommand(BaseCommand):
    """Prints the faults without Django's "CommandError:" in front of the first one."""

    from_shell = False

    def run_from_argv(self, argv: list[str]) -> None:
        self.from_shell = True
        super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except FaultsError as error:
            if not self.from_shell:
                raise
            for fault in error.faults:
                self.stderr.write(fault)
            sys.exit(error.returncode)
