"""From a filled-in form of answers to stored answers: what changed is written, what is stale is reported."""

from collections.abc import Mapping

from accounts.models import User
from assessments.actions import AnswerContent, Save, StaleAnswerError, write_answer
from assessments.forms.answers import AnswersForm
from assessments.models import Answer, AnswerRevision, Level, Question, Respondent


def save_card(
    form: AnswersForm,
    slug: str,
    *,
    respondent: Respondent,
    question: Question,
    levels: Mapping[int, Level],
    saved_by: User | None,
) -> Answer:
    """Saves the answer to one question of a valid form, under the assessment's lock. Raises StaleAnswerError.

    The form's answers were read under that lock as well.
    """
    save = Save(
        content=form.content(slug, levels),
        seen=form.number(slug, "version"),
        writer=form.cleaned_data.get("writer"),
        writer_seq=form.number(slug, "seq"),
        saved_by=saved_by,
    )
    return write_answer(save, respondent=respondent, question=question, stored=form.answers.get(slug))


def save_cards(
    form: AnswersForm,
    *,
    respondent: Respondent,
    questions: Mapping[str, Question],
    levels: Mapping[int, Level],
    saved_by: User | None,
    confirmed: str = "",
    given_up: str = "",
) -> dict[str, Answer]:
    """Saves every card that was changed on the page, each on its own; returns what is stored for stale ones.

    ``confirmed`` is the slug of a carried-over answer that is still true, ``given_up`` that of a card whose
    stored answer was preferred.
    """
    stale = {}
    for text in form.questions:
        slug = text.slug
        if slug == given_up or form.is_refused(slug):
            continue
        if slug != confirmed and _is_unchanged(form, slug, form.content(slug, levels)):
            continue
        try:
            save_card(
                form,
                slug,
                respondent=respondent,
                question=questions[slug],
                levels=levels,
                saved_by=saved_by,
            )
        except StaleAnswerError as error:
            stale[slug] = error.stored
    return stale


def _is_unchanged(form: AnswersForm, slug: str, content: AnswerContent) -> bool:
    """The card says what is stored, or what was stored when the page showed it."""
    columns = content.columns()
    stored = form.answers.get(slug)
    if stored is None:
        return columns == AnswerContent(state=Answer.State.BLANK).columns()
    if columns == stored.content():
        return True
    seen = form.number(slug, "version")
    writer = form.cleaned_data.get("writer")
    if seen == stored.version or (writer is not None and writer == stored.writer):
        return False
    if seen == 0:
        return columns == AnswerContent(state=Answer.State.BLANK).columns()
    shown = AnswerRevision.objects.filter(answer=stored, version=seen).first()
    return shown is not None and columns == shown.content()
