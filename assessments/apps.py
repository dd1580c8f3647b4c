from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Frameworks and assessments")

    def ready(self) -> None:
        from assessments import history, texts
        from assessments.immutability import install_after_migrate

        # Before the history, so that it sees the texts as they will be stored.
        texts.register()
        history.register()

        # After every migrate, since SQLite drops a table's triggers when it rebuilds the table.
        post_migrate.connect(install_after_migrate, sender=self)
