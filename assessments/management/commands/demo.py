"""Fills the demo database and says how to get in."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.demo import DemoError, set_up_demo


class Command(BaseCommand):
    help = "Creates fictional organisations, log-ins and assessments where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if getattr(settings, "PRODUCTION", True):
            raise CommandError(
                "The demo has log-ins that everybody knows; it does not run in production mode."
            )
        try:
            demo = set_up_demo()
        except DemoError as error:
            raise CommandError(str(error)) from error
        for name in demo.created:
            self.stdout.write(f"Created {name}")
        port = os.environ.get("PORT") or "8000"
        self.stdout.write(f"\nThe demo: http://127.0.0.1:{port}/")
        self.stdout.write(f"Password of every log-in: {demo.password}")
        width = max(len(login.email) for login in demo.logins)
        for login in demo.logins:
            self.stdout.write(f"  {login.email:<{width}}  {login.shown}")
