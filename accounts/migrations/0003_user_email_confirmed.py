"""Memberships count from the confirmation of the address on."""

from typing import Any

from django.db import migrations, models


def confirm_who_did_not_sign_up(apps: Any, _editor: Any) -> None:
    """Accounts made by an administrator have no main address at allauth; others count once it is verified."""
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    waiting = EmailAddress.objects.filter(primary=True, verified=False).values("user")
    User.objects.exclude(pk__in=waiting).update(email_confirmed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email_confirmed",
            field=models.BooleanField(
                default=False,
                help_text="Memberships count only then. Tick it for somebody whose address you know.",
                verbose_name="address confirmed",
            ),
        ),
        migrations.RunPython(confirm_who_did_not_sign_up, migrations.RunPython.noop),
    ]
