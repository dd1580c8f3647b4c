"""Addresses of the questionnaire."""

from django.urls import path

from assessments.views import (
    check,
    hub,
    listing,
    personal_link,
    questions,
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
    path("answer/<uuid:invitation_id>/<str:token>/", personal_link.answer, name="answer"),
    path("join/<uuid:assessment_id>/<str:token>/", personal_link.join_link, name="join"),
    path("csrf-token/", listing.csrf_token, name="csrf-token"),
]
