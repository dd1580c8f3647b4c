"""allauth's pages and ours beside them: everybody opens only their own account."""

from tests.access.rules import EVERYBODY, SIGNED_IN, Rule

BOTH = ("get", "post")
# Nobody in this test has a second factor; what there is to see or take away then does not exist.
WITHOUT_FACTOR = frozenset({200, 302, 404})
# allauth's middleware keeps the address that an account was made with where the account has none yet.
ADDRESS = frozenset({"account_emailaddress"})


def everybody(**fields: object) -> list[Rule]:
    return [Rule(who=EVERYBODY, **fields)]


def own(**fields: object) -> list[Rule]:
    return [Rule(who=SIGNED_IN, **fields)]


RULES: dict[str, list[Rule]] = {
    "account_login": everybody(methods=BOTH),
    "account_logout": everybody(methods=BOTH),
    "account_inactive": everybody(),
    "account_signup": everybody(methods=BOTH),
    "account_reauthenticate": own(methods=BOTH),
    "account": own(),
    "account_data": own(),
    "account_data_file": own(),
    "account_delete": own(methods=BOTH),
    "account_second_factor": own(),
    "account_email": own(methods=BOTH, writes=ADDRESS),
    "account_language": own(methods=BOTH),
    "account_email_verification_sent": everybody(),
    "account_change_password": own(methods=BOTH),
    "account_set_password": own(methods=BOTH),
    "account_reset_password": everybody(methods=BOTH),
    "account_confirm_login_code": own(methods=BOTH),
    "account_confirm_email": everybody(rest=("no-such-key",)),
    "account_reset_password_from_key": everybody(rest=("1", "no-such-key"), methods=BOTH),
    "account_reset_password_from_key_done": everybody(),
    "account_reset_password_done": everybody(),
    "mfa_index": own(),
    "mfa_authenticate": own(methods=BOTH),
    "mfa_reauthenticate": own(methods=BOTH),
    "mfa_activate_totp": own(methods=BOTH),
    "mfa_deactivate_totp": own(methods=BOTH, lets=WITHOUT_FACTOR),
    "mfa_view_recovery_codes": own(lets=WITHOUT_FACTOR),
    "mfa_generate_recovery_codes": own(methods=BOTH, lets=WITHOUT_FACTOR),
    "mfa_download_recovery_codes": own(lets=WITHOUT_FACTOR),
    "mfa_login_webauthn": own(methods=BOTH),  # signed out, it leads back to the log-in page
    "mfa_reauthenticate_webauthn": own(methods=BOTH),
    "mfa_list_webauthn": everybody(methods=BOTH),  # leads to the page of all factors
    "mfa_add_webauthn": own(methods=BOTH),
    "mfa_edit_webauthn": own(rest=(1,), methods=BOTH, lets=WITHOUT_FACTOR),
    "mfa_remove_webauthn": own(rest=(1,), methods=BOTH, lets=WITHOUT_FACTOR),
    "usersessions_list": own(methods=BOTH),
}
