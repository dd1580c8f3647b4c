"""allauth's forms, for accounts with one address, and the choice of a language."""

from typing import Any, ClassVar, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.addresses import is_taken
from accounts.models import User

MISSING = {
    "email": _("Enter your e-mail address."),
    "login": _("Enter your e-mail address."),
    "oldpassword": _("Enter your password as it is now."),
    "password": _("Enter your password."),
    "password1": _("Enter a password."),
    "password2": _("Enter the new password once more."),
}


def is_mandatory() -> bool:
    """Whether an account can be used only once its address is confirmed."""
    return bool(settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory")


class SaysWhatIsMissing(forms.Form):
    """Mix-in: of each field that was left empty, what to enter; the summary stands apart from the fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.fields.keys() & MISSING.keys():
            self.fields[name].error_messages["required"] = MISSING[name]


class LogInForm(SaysWhatIsMissing, LoginForm):
    pass


class SignUpForm(SaysWhatIsMissing, SignupForm):
    def try_save(self, request: HttpRequest) -> Any:
        """Takes as long for an address that has an account as for one that gets one."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class NewPasswordForm(SaysWhatIsMissing, ChangePasswordForm):
    pass


class FirstPasswordForm(SaysWhatIsMissing, SetPasswordForm):
    pass


class PasswordByLinkForm(SaysWhatIsMissing, ResetPasswordKeyForm):
    pass


class ConfirmForm(SaysWhatIsMissing, ReauthenticateForm):
    pass


class ChangeAddressForm(SaysWhatIsMissing, AddEmailForm):
    """Asks for another address; it replaces the present one once confirmed, and is nothing before."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        # Where addresses have to be confirmed, nobody learns whether there is an account for one; the
        # confirmation is refused then.
        if not is_mandatory() and is_taken(email, by_others_than=self.user):
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        EmailAddress.objects.filter(user=self.user, primary=False).delete()
        return EmailAddress.objects.add_email(request, self.user, self.cleaned_data["email"], confirm=True)


class ResetForm(SaysWhatIsMissing, ResetPasswordForm):
    """Sends the link to the account that logs in with the address, not to one that asked for it."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users: list[Any] = [user for user in self.users if user.email.lower() == email.lower()]
        return email


class LanguageSelect(forms.Select):
    """A list of languages that says of each name in which language it is, for whoever has it read out."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if value:
            option["attrs"]["lang"] = str(value)
        return option


class LanguageForm(forms.ModelForm):
    """The account's language; empty for the browser's."""

    class Meta:
        model = User
        fields: ClassVar = ["language"]
        widgets: ClassVar = {"language": LanguageSelect}
        labels: ClassVar = {"language": _("Language of the pages and the mails")}
        help_texts: ClassVar = {"language": ""}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.TypedChoiceField", self.fields["language"])
        field.choices = [("", _("As the browser asks")), *settings.LANGUAGES]
