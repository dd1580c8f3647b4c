"""How the form of answers is laid out: a card of our own a question, then the buttons."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django.template.context import Context
from django.template.loader import get_template

from assessments.forms.answers import AnswersForm
from assessments.forms.cards import Card


class QuestionCard(LayoutObject):
    """Renders all parts of one question with one template, instead of field by field."""

    template = "assessments/_question_card.html"

    def __init__(self, card: Card) -> None:
        self.card = card
        self.fields: list[Any] = []

    def render(self, form: AnswersForm, context: Context, template_pack: str = "", **_options: Any) -> str:
        return get_template(self.template).render({"card": self.card})


def answers_helper(cards: Iterable[Card]) -> FormHelper:
    """The crispy helper that renders the cards; the page brings the form element and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*(QuestionCard(card) for card in cards))
    return helper
