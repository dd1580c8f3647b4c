"""allauth's forms for second factors in our words, with limits of their own on guessing."""

from hashlib import sha256
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LIMITS_APP, LIMIT = "allauth.account", "second_factor"
NAME_LENGTH = 60
NO_PASSKEY = (AttributeError, InvalidSignature, KeyError, TypeError, ValueError)
CODE_LENGTH = 30  # a recovery code has eight digits, however they are set apart


def hash_of(code: str) -> str:
    """What a code is remembered by, however it was set apart."""
    return sha256(normalize_user_code(code).encode()).hexdigest()


class _Code(forms.Form):
    """Mix-in: the field that a code is typed into."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = forms.CharField(
            label=_("Code"),
            max_length=CODE_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
            error_messages={
                "required": _("Enter the code."),
                "max_length": _("A code is shorter than that."),
            },
        )


class _LimitedCode(_Code, BaseAuthenticateForm):
    """Mix-in: few guesses an account, and a code of an app counts once for as long as it is accepted."""

    def clean_code(self) -> str:
        usage = ratelimit.consume(
            context.request, app=LIMITS_APP, action=LIMIT, key=f"{LIMIT}:{self.user.pk}"
        )
        if not usage:
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code = str(super().clean_code())
        if self.authenticator.type == Authenticator.Type.TOTP and not self._is_first_use(code):
            raise get_adapter().validation_error("incorrect_code")
        usage.rollback()
        return code

    def _is_first_use(self, code: str) -> bool:
        """allauth forgets a code after 30 seconds, sooner than it stops accepting it."""
        accepted_for = settings.MFA_TOTP_TOLERANCE * 2 + 1
        key = f"second_factor_used:{self.user.pk}:{hash_of(code)}"
        return bool(cache.add(key, True, timeout=30 * accepted_for))


class CodeForm(_LimitedCode, AuthenticateForm):
    pass


class CodeAgainForm(_LimitedCode, ReauthenticateForm):
    pass


class AppForm(_Code, ActivateTOTPForm):
    pass


class _Name(forms.Form):
    """Mix-in: what a passkey is called, to tell it from others."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"] = forms.CharField(
            label=_("Name of the passkey"),
            help_text=_("For example where it is kept: work laptop, phone, blue key."),
            max_length=NAME_LENGTH,
            error_messages={
                "required": _("Give the passkey a name."),
                "max_length": _("Use at most 60 characters."),
            },
        )


class _Credential(forms.Form):
    """Mix-in: what no browser of ours sends is a wrong passkey and no fault, as is a wrong signature."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NO_PASSKEY as fault:
            raise get_adapter().validation_error("incorrect_code") from fault


class PasskeyLogInForm(_Credential, LoginWebAuthnForm):
    pass


class PasskeyStepForm(_Credential, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(_Credential, ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(_Name, AddWebAuthnForm):
    """Whether a passkey also logs in without the password is for the device that holds it to say."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["passwordless"]
        self.fields["credential"].error_messages["required"] = _(
            "The passkey was not made. Press the button, then follow what your browser asks."
        )
        self.fields["credential"].error_messages["invalid"] = _("The browser sent no passkey. Try again.")

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except NO_PASSKEY as fault:
            raise get_adapter().validation_error("incorrect_code") from fault


class PasskeyNameForm(_Name, EditWebAuthnForm):
    pass
