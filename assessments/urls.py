"""Addresses of the questionnaire."""

from django.urls import path

from assessments.views import (
    check,
    closing,
    hub,
    listing,
    personal_link,
    questions,
    respondents,
    return_link,
    review,
    rounds,
    start,
    vote,
    workshop,
)

urlpatterns = [
    path("start/", start.start, name="start"),
    path("assessments/", listing.assessments, name="assessments"),
    path("assessments/<uuid:assessment_id>/", hub.hub, name="hub"),
    path("assessments/<uuid:assessment_id>/set-up/", start.set_up, name="set-up"),
    path("assessments/<uuid:assessment_id>/questions/<slug:domain>/", questions.questions, name="questions"),
    path(
        "assessments/<uuid:assessment_id>/answers/<slug:question>/", questions.save_answer, name="save-answer"
    ),
    path("assessments/<uuid:assessment_id>/check/", check.check, name="check"),
    path("assessments/<uuid:assessment_id>/submit/", check.submit, name="submit"),
    path("assessments/<uuid:assessment_id>/review/", review.review, name="review"),
    path(
        "assessments/<uuid:assessment_id>/review/<slug:question>/", review.consensus, name="record-consensus"
    ),
    path(
        "assessments/<uuid:assessment_id>/review/<slug:question>/withdraw/",
        review.withdraw,
        name="withdraw-consensus",
    ),
    path("assessments/<uuid:assessment_id>/mail-link/", return_link.mail_link, name="mail-link"),
    path("assessments/<uuid:assessment_id>/mail-my-link/", return_link.mail_own_link, name="mail-own-link"),
    path("assessments/<uuid:assessment_id>/claim/", hub.claim, name="claim"),
    path("assessments/<uuid:assessment_id>/next-round/", rounds.next_round, name="next-round"),
    path("assessments/<uuid:assessment_id>/workshop/", workshop.workshop, name="workshop"),
    path("assessments/<uuid:assessment_id>/workshop/state/", workshop.workshop_state, name="workshop-state"),
    path("assessments/<uuid:assessment_id>/vote/", vote.vote, name="vote"),
    path("assessments/<uuid:assessment_id>/vote/state/", vote.vote_state, name="vote-state"),
    path("return/<uuid:assessment_id>/<str:token>/", return_link.return_link, name="return"),
    path("assessments/<uuid:assessment_id>/respondents/", respondents.respondents, name="respondents"),
    path("assessments/<uuid:assessment_id>/respondents/invite/", respondents.invite, name="invite"),
    path("assessments/<uuid:assessment_id>/respondents/remind/", respondents.remind, name="remind"),
    path("assessments/<uuid:assessment_id>/respondents/resend/", respondents.resend, name="resend"),
    path(
        "assessments/<uuid:assessment_id>/respondents/<uuid:invitation_id>/revoke/",
        respondents.revoke,
        name="revoke",
    ),
    path("assessments/<uuid:assessment_id>/respondents/link/", respondents.join_link, name="join-link"),
    path("assessments/<uuid:assessment_id>/respondents/names/", respondents.names, name="names"),
    path("assessments/<uuid:assessment_id>/closing-date/", closing.closing_date, name="closing-date"),
    path("assessments/<uuid:assessment_id>/close/", closing.close, name="close"),
    path("assessments/<uuid:assessment_id>/open-again/", closing.open_again, name="open-again"),
    path("assessments/<uuid:assessment_id>/finish/", closing.finish, name="finish"),
    path("assessments/<uuid:assessment_id>/reopen/", closing.reopen, name="reopen"),
    path("finished/", closing.finished, name="finished"),
    path("answer/<uuid:invitation_id>/<str:token>/", personal_link.answer, name="answer"),
    path("join/<uuid:assessment_id>/<str:token>/", personal_link.join_link, name="join"),
    path("csrf-token/", listing.csrf_token, name="csrf-token"),
]
