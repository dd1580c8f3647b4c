from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.demo_parts import Given
    from assessments.models import Assessment


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from django_tasks.signals import task_finished

        from accounts import own_data as everything
        from assessments import demo_parts
        from reports import own_data
        from reports.batches.actions import note_failed_job

        everything.register("what_you_wrote", own_data.written)
        everything.register("files_of_reports", own_data.batches)
        everything.register("reports_you_built", own_data.built)
        demo_parts.register("kept", fill_demo)
        task_finished.connect(note_failed_job, dispatch_uid="reports.note_failed_job")


def fill_demo(assessment: "Assessment", given: "Given", owner: "User") -> None:
    """Gives an assessment of the demo its kept reports; what that needs is read when it is wanted."""
    from reports.demo import fill

    fill(assessment, given, owner)
