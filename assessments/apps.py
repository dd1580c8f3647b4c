from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Frameworks and assessments")

    def ready(self) -> None:
        from accounts import deletion
        from accounts import own_data as everything
        from assessments import history, own_data, texts
        from assessments.immutability import install_after_migrate

        # Before the history, so that it sees the texts as they will be stored.
        texts.register()
        history.register()

        everything.register("assessments", own_data.owned)
        everything.register("answers", own_data.answers)
        everything.register("decisions", own_data.decisions)
        everything.register("asked_to_answer", own_data.asked_to_answer)
        deletion.register(names=own_data.names_of_what_goes, delete=own_data.delete)

        # After every migrate, since SQLite drops a table's triggers when it rebuilds the table.
        post_migrate.connect(install_after_migrate, sender=self)
