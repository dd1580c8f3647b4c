"""All addresses."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from accounts.admin_memberships import PeopleByAddress
from maturity_site import views

admin.site.login = secure_admin_login(admin.site.login)
admin.site.autocomplete_view = cast("Any", PeopleByAddress.as_view(admin_site=admin.site))

urlpatterns = [
    path("", views.home, name="home"),
    path("how-levels-work/", views.how_levels, name="how-levels"),
    path("language/", views.language, name="language"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("assessments.urls")),
    path("", include("roadmaps.urls")),
    path("", include("reports.urls")),
    path("", include("reports.builder.urls")),
    path("", include("reports.sharing.urls")),
    path("", include("reports.kept.urls")),
    path("", include("reports.imports.urls")),
    path("", include("reports.batches.urls")),
    path("", include("reports.audit.urls")),
    path("", include("accounts.organisation_urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "maturity_site.errors.server_error"
