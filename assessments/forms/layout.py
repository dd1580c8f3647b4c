"""How the form of answers is laid out: a card of our own a question."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.translation import get_language

from assessments.content import LevelText, QuestionText
from assessments.forms.answers import AnswersForm
from assessments.forms.cards import Card, Carried

TYPED = ("version", "reason", "note", "link", "dated")
MARK = "\0"  # no text that was typed contains it


class QuestionCard(LayoutObject):
    """Renders all parts of one question with one template, instead of field by field."""

    template = "assessments/_question_card.html"

    def __init__(self, card: Card, *, remember: bool = True) -> None:
        self.card = card
        self.remember = remember
        self.fields: list[Any] = []

    def render(self, form: AnswersForm, context: Context, template_pack: str = "", **_options: Any) -> str:
        card = self.card
        if card.errors or card.conflict or not self.remember:
            return get_template(self.template).render(card.context())
        pieces = _pieces(
            card.question,
            card.levels,
            position=card.position,
            choice=card.values["answer"],
            carried=card.carried,
            unproven_most=card.unproven_most,
            unfolded=card.is_unfolded,
            unproven=card.is_unproven,
            language=get_language() or "en",
        )
        typed = {**card.values, "version": str(card.version)}
        return "".join(escape(typed[piece]) if number % 2 else piece for number, piece in enumerate(pieces))


@lru_cache(maxsize=2048)
def _pieces(
    question: QuestionText,
    levels: tuple[LevelText, ...],
    *,
    position: str,
    choice: str,
    carried: Carried | None,
    unproven_most: int,
    unfolded: bool,
    unproven: bool,
    language: str,
) -> tuple[str, ...]:
    """A card without faults, cut where something typed stands: HTML and names of ``TYPED`` in turn.

    Up to what was typed, the card is the same for everyone who chose likewise in one language (the active
    one); it is rendered once.
    """
    marks = {name: f"{MARK}{name}{MARK}" for name in TYPED}
    values = {**marks, "answer": choice}
    card = Card(question, levels, position, values, version=0, carried=carried, unproven_most=unproven_most)
    context = card.context() | {"version": marks["version"], "unfolded": unfolded, "unproven": unproven}
    return tuple(get_template(QuestionCard.template).render(context).split(MARK))


def render_cards(form: AnswersForm, cards: Iterable[Card], *, remember: bool = True) -> str:
    """The cards as HTML; the page brings the form element and its buttons.

    ``remember`` keeps what is rendered for the next visitor: not for a draft, which changes all the time.
    """
    helper = FormHelper()
    helper.layout = Layout(*(QuestionCard(card, remember=remember) for card in cards))
    return helper.render_layout(form, Context())
