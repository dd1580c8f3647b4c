from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Users and organisations")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed

        from accounts import history
        from accounts.addresses import note_confirmation

        email_confirmed.connect(note_confirmation, dispatch_uid="accounts.note_confirmation")
        history.register()
