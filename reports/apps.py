from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from django_tasks.signals import task_finished

        from accounts import own_data as everything
        from reports import own_data
        from reports.batches.actions import note_failed_job

        everything.register("what_you_wrote", own_data.written)
        everything.register("files_of_reports", own_data.batches)
        task_finished.connect(note_failed_job, dispatch_uid="reports.note_failed_job")
