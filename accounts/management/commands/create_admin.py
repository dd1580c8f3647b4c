"""Makes the first account that may use the admin."""

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from accounts.models import User

VARIABLE = "MATURITY_ADMIN_PASSWORD"


class Command(BaseCommand):
    help = f"Makes an admin account. The password comes from {VARIABLE}, or else from a prompt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="e-mail address to log in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User(email=User.objects.normalize_email(options["email"].strip()))
        _check(user.clean_fields, exclude=["password"])
        _check(user.validate_constraints)
        password = _password()
        _check(validate_password, password, user)
        try:
            with transaction.atomic():
                User.objects.create_superuser(user.email, password)
        except IntegrityError as error:
            raise CommandError("There is already an account with this e-mail address.") from error
        self.stdout.write(f"{user.email} can log in and use the admin.")


def _check(validate: Any, *args: Any, **options: Any) -> None:
    try:
        validate(*args, **options)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _password() -> str:
    given = os.environ.get(VARIABLE, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise CommandError(f"Set {VARIABLE}, or run this in a terminal that can ask for the password.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Password again: "):
        raise CommandError("The two passwords differ.")
    return password
