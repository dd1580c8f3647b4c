from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class JobsConfig(TasksAppConfig):
    """The queue, by a name that can be translated."""

    verbose_name = cast("str", _("Jobs of the worker"))


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Users and organisations")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed
        from django.contrib.auth.signals import user_logged_in

        from accounts import advising, history
        from accounts.addresses import note_confirmation

        email_confirmed.connect(note_confirmation, dispatch_uid="accounts.note_confirmation")
        user_logged_in.connect(advising.note_log_in, dispatch_uid="accounts.advising")
        history.register()
