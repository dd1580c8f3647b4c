"""Writing the consultancy that stands on a person's reports: whole or not at all."""

from django.db import transaction

from accounts.models import Consultancy, Logo, User

NO_LOGO = {"logo": None, "digest": "", "width": 0, "height": 0}


def save_consultancy(*, user: User, name: str, disclaimer: str, accent: str) -> Consultancy:
    """Makes the consultancy of this person or changes it; its logo stays."""
    fields = {"name": name, "disclaimer": disclaimer, "accent": accent}
    return Consultancy.objects.update_or_create(user=user, defaults=fields)[0]


@transaction.atomic
def keep_logo(*, user: User, logo: Logo | None) -> None:
    """Puts the picture (see ``accounts.logos.read``) on the consultancy, None takes it away.

    Without a consultancy nothing happens.
    """
    fields = NO_LOGO
    if logo is not None:
        fields = {
            "logo": logo.content,
            "digest": logo.digest,
            "width": logo.width,
            "height": logo.height,
        }
    Consultancy.objects.filter(user=user).update(**fields)


def delete_consultancy(*, user: User) -> None:
    """Deletes it with its logo; gone already is fine. Reports that were kept stay as they are."""
    Consultancy.objects.filter(user=user).delete()
