"""Addresses that stand before allauth's of the same name."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import consultancy_views, own_views, views

urlpatterns = [
    path("", views.home, name="account"),
    path("consultancy/", consultancy_views.consultancy, name="consultancy"),
    path("consultancy/delete/", consultancy_views.delete, name="consultancy-delete"),
    path("consultancy/logo/", consultancy_views.logo, name="consultancy-logo"),
    path("consultancy/logo.png", consultancy_views.logo_file, name="consultancy-logo-file"),
    path("data/", own_views.data, name="account_data"),
    path("data/download/", own_views.data_file, name="account_data_file"),
    path("delete/", own_views.delete, name="account_delete"),
    path("email/", views.AddressView.as_view(), name="account_email"),
    path("language/", views.language, name="account_language"),
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("signup/", views.SignUpView.as_view(), name="account_signup"),
    path("second-factor/", views.second_factor, name="account_second_factor"),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("2fa/authenticate/", views.SecondStepView.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", views.ShowFactorView.as_view(), name="mfa_reauthenticate"),
    path("2fa/recovery-codes/", views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("2fa/totp/activate/", views.AppView.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", views.PasskeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
]
