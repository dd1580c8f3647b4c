"""What libraries register in the admin: less of it.

Sessions' keys would log somebody in, and jobs are the worker's business (``manage.py worker --check``). Of a
second factor an administrator sees that it exists, and can take it away from whoever lost their device.
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult


class SecondFactorAdmin(admin.ModelAdmin):
    fields = readonly_fields = ("user", "type", "created_at", "last_used_at")
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email", "user__name")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Authenticator | None = None) -> bool:
        return False


def replace() -> None:
    """Puts ours in the place of theirs, which are registered first."""
    for model in (Authenticator, UserSession, DBTaskResult):
        admin.site.unregister(model)
    admin.site.register(Authenticator, SecondFactorAdmin)
