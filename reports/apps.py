from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from accounts import own_data as everything
        from reports import own_data

        everything.register("what_you_wrote", own_data.written)
        everything.register("files_of_reports", own_data.batches)
