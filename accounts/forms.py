"""allauth's forms, for accounts with one address."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ResetPasswordForm
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from accounts.addresses import is_taken


class ChangeAddressForm(AddEmailForm):
    """Asks for another address; it replaces the present one once confirmed, and is nothing before."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        if is_taken(email, by_others_than=self.user):
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        EmailAddress.objects.filter(user=self.user, primary=False).delete()
        return EmailAddress.objects.add_email(request, self.user, self.cleaned_data["email"], confirm=True)


class ResetForm(ResetPasswordForm):
    """Sends the link to the account that logs in with the address, not to one that asked for it."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users: list[Any] = [user for user in self.users if user.email.lower() == email.lower()]
        return email
