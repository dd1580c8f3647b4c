"""Writing the consultancy that stands on a person's reports: whole or not at all."""

from accounts.models import Consultancy, Logo, User


def save_consultancy(*, user: User, name: str, disclaimer: str, accent: str) -> Consultancy:
    """Makes the consultancy of this person or changes it; its logo stays."""
    fields = {"name": name, "disclaimer": disclaimer, "accent": accent}
    return Consultancy.objects.update_or_create(user=user, defaults=fields)[0]


def keep_logo(*, user: User, logo: Logo | None) -> None:
    """Puts the picture (see ``accounts.logos.read``) on the consultancy, None takes it away.

    Without a consultancy nothing happens.
    """
    rows = Consultancy.objects.filter(user=user)
    if logo is None:
        rows.update(logo=None, digest="", width=0, height=0)
    else:
        rows.update(logo=logo.content, digest=logo.digest, width=logo.width, height=logo.height)


def delete_consultancy(*, user: User) -> None:
    """Deletes it with its logo; gone already is fine. Reports that were kept stay as they are."""
    Consultancy.objects.filter(user=user).delete()
