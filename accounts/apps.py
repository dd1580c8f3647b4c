from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Users and organisations")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed
        from allauth.mfa.signals import authenticator_added

        from accounts import history
        from accounts.addresses import note_confirmation
        from accounts.second_factor import note_set_up

        email_confirmed.connect(note_confirmation, dispatch_uid="accounts.note_confirmation")
        authenticator_added.connect(note_set_up, dispatch_uid="accounts.note_set_up")
        history.register()
