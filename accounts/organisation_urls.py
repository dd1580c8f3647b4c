"""Addresses of organisations and of the invitations to them."""

from django.urls import path

from accounts import invitation_views, organisation_people, organisation_views

urlpatterns = [
    path("organisations/", organisation_views.organisations, name="organisations"),
    path("organisations/new/", organisation_views.new, name="organisation-new"),
    path("organisations/<uuid:organisation_id>/", organisation_views.organisation, name="organisation"),
    path(
        "organisations/<uuid:organisation_id>/settings/",
        organisation_views.settings,
        name="organisation-settings",
    ),
    path("organisations/<uuid:organisation_id>/logo/", organisation_views.logo, name="organisation-logo"),
    path(
        "organisations/<uuid:organisation_id>/logo/<str:digest>.png",
        organisation_views.logo_file,
        name="organisation-logo-file",
    ),
    path(
        "organisations/<uuid:organisation_id>/members/<int:member_id>/",
        organisation_people.member,
        name="organisation-member",
    ),
    path(
        "organisations/<uuid:organisation_id>/members/<int:member_id>/remove/",
        organisation_people.remove,
        name="organisation-remove",
    ),
    path("organisations/<uuid:organisation_id>/leave/", organisation_people.leave, name="organisation-leave"),
    path(
        "organisations/<uuid:organisation_id>/invite/", organisation_people.invite, name="organisation-invite"
    ),
    path(
        "organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>/resend/",
        organisation_people.resend,
        name="invitation-resend",
    ),
    path(
        "organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>/revoke/",
        organisation_people.revoke,
        name="invitation-revoke",
    ),
    path("invitations/", invitation_views.invitation, name="invitation"),
    path("invitations/<uuid:invitation_id>/<str:token>/", invitation_views.link, name="invitation-link"),
]
