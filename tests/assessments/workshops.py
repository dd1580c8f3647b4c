"""What the tests of the workshop share: a team in a meeting, its screen and its phones."""

from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.models import User
from assessments.access import RESPONDENTS_KEY
from assessments.actions import AnswerContent, add_respondent, save_answer
from assessments.actions.workshop import reveal_votes, show_question, start_workshop, take_seat
from assessments.models import Answer, Assessment, Respondent, Workshop
from assessments.published import levels_of, questions_of
from tests.assessments.pages import logged_in, url
from tests.factories import make_assessment, make_organisation, make_user, make_version

JSON = {"headers": {"accept": "application/json"}}


class Team:
    """An assessment of a lead with three colleagues, who answer without accounts."""

    def __init__(self, **fields: Any) -> None:
        self.lead: User = make_user()
        fields.setdefault("version", make_version(domains=1, questions=3))
        organisation = make_organisation(lead=self.lead)
        self.assessment: Assessment = make_assessment(owner=self.lead, organisation=organisation, **fields)
        self.people = [
            add_respondent(assessment=self.assessment, name=name, function=function)
            for name, function in (("Anna", "leader"), ("Ben", "rep"), ("Cleo", "rep"))
        ]

    @property
    def workshop(self) -> Workshop:
        return Workshop.objects.select_related("question").get(pk=self.assessment.pk)

    @property
    def step(self) -> int:
        return self.workshop.step

    def begin(self, question: str = "d1-q1") -> None:
        """The workshop runs, everybody has a seat, and a question is on the screen."""
        start_workshop(assessment=self.assessment)
        for respondent in self.people:
            take_seat(respondent=respondent)
        self.show(question)

    def show(self, question: str) -> None:
        row = questions_of(self.assessment)[question]
        show_question(assessment=self.assessment, step=self.step, question=row)

    def reveal(self) -> None:
        reveal_votes(assessment=self.assessment, step=self.step)

    def screen(self) -> Client:
        return logged_in(self.lead)

    def press(self, client: Client, **data: Any) -> Any:
        """Posts what a button of the screen posts, at the step that the screen shows."""
        return client.post(url("workshop", self.assessment), {"step": self.step, **data})

    def answer(self, respondent: Respondent, rank: int, question: str = "d1-q1", **content: Any) -> Answer:
        """An ordinary answer, as before the meeting."""
        return save_answer(
            respondent=respondent,
            question=questions_of(self.assessment)[question],
            content=AnswerContent(state="level", level=levels_of(self.assessment)[rank], **content),
            seen=0,
        )


def phone_of(*respondents: Respondent) -> Client:
    """A browser in which these respondents' personal links were followed."""
    client = Client()
    session = client.session
    session[RESPONDENTS_KEY] = [str(respondent.pk) for respondent in respondents]
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def vote(client: Client, assessment: Assessment, answer: str = "2", **fields: Any) -> Any:
    """Posts a vote as the page's script does; a page of its own unless a writer is given."""
    data = {"question": "d1-q1", "answer": answer, "version": 0, "writer": uuid4(), "seq": 1, **fields}
    return client.post(url("vote", assessment), data, **JSON)
