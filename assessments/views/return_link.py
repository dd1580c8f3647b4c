"""The secret link by which an assessment without an account is opened in another browser."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.secret_links import secret_page
from assessments.access import answering, fetch, has_return_token, remember
from assessments.forms.set_up import AddressForm
from assessments.limits import take_turn
from assessments.mail import mail_personal_link, mail_return_link
from assessments.models import Assessment
from assessments.views.common import MAILED, not_stored
from assessments.views.hub import hub_page, personal_link

MAILS_AN_HOUR = 5
Mail = Callable[[HttpRequest, Assessment, str], bool]


@secret_page
def return_link(request: HttpRequest, assessment_id: UUID, token: str) -> HttpResponse:
    """Shows a button (whatever scans mails presses none); the button opens the assessment here."""
    assessment = _opened_by(assessment_id, token)
    if assessment is None:
        return render(request, "assessments/return_unknown.html", status=404)
    if request.method == "POST":
        remember(request, assessment)
        return redirect(assessment)
    return render(request, "assessments/return.html", {"assessment": assessment})


def _opened_by(assessment_id: UUID, token: str) -> Assessment | None:
    """The unclaimed assessment that the token belongs to; takes as long when there is none."""
    found = Assessment.objects.filter(pk=assessment_id, owner=None, organisation=None).first()
    matches = has_return_token(found or Assessment(pk=assessment_id), token)
    return found if matches else None


@require_POST
@not_stored
def mail_link(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Mails the secret link; the answer is the same whatever the address."""
    assessment = fetch(request, assessment_id, "run_by")
    if not assessment.is_anonymous:
        messages.info(request, gettext("This assessment is in your account: log in to come back to it."))
        return redirect("hub", assessment.pk)
    return _mail(request, assessment, str(assessment.pk), mail_return_link)


@require_POST
@not_stored
def mail_own_link(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The same for the personal link of whoever answers by one."""
    respondent = answering(request, assessment_id)
    url = personal_link(request, respondent)
    if not url:
        messages.info(request, gettext("You come back to your answers with your account: log in."))
        return redirect("hub", assessment_id)

    def mail(request: HttpRequest, assessment: Assessment, address: str) -> bool:
        return mail_personal_link(request, assessment, address, url)

    return _mail(request, respondent.assessment, str(respondent.pk), mail)


def _mail(request: HttpRequest, assessment: Assessment, key: str, mail: Mail) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return hub_page(request, assessment, form)
    if not take_turn(request, action="mail-link", key=key, times=MAILS_AN_HOUR):
        messages.error(
            request,
            gettext("Enough mails were sent for now. Copy the link instead, or try again in an hour."),
        )
    else:
        mail(request, assessment, form.cleaned_data["email"])
        request.session[MAILED] = [*request.session.get(MAILED, []), str(assessment.pk)]
        messages.success(request, gettext("The link is on its way to the address that you entered."))
    return redirect("hub", assessment.pk)
