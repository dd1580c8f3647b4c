"""The accounts of the demo, and the consultancy of whoever advises."""

from typing import Any

from django.contrib.auth.hashers import make_password

from accounts import logos
from accounts.consultancy import keep_logo, save_consultancy
from accounts.models import User
from assessments.fixture_files import FIXTURES

FOLDER = FIXTURES / "demo"


def users_of(people: list[dict[str, Any]], password: str) -> dict[str, User]:
    """The accounts by address. An existing one stays as it is."""
    users = {user.email: user for user in User.objects.filter(email__in=[one["email"] for one in people])}
    missing = [person for person in people if person["email"] not in users]
    if missing:
        hashed = make_password(password)  # slow on purpose, so once for all of them
        for person in missing:
            rights = person.get("admin", False)
            users[person["email"]] = User.objects.create(
                email=person["email"],
                email_confirmed=True,
                name=person["name"],
                password=hashed,
                is_staff=rights,
                is_superuser=rights,
            )
            if "consultancy" in person:
                _consultancy(users[person["email"]], **person["consultancy"])
    return users


def _consultancy(user: User, *, logo: str, **texts: str) -> None:
    save_consultancy(user=user, **texts)
    keep_logo(user=user, logo=logos.read((FOLDER / logo).read_bytes()))
