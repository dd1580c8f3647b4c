"""What the page's script says, translated where the page is."""

from django.utils.translation import gettext


def script_words() -> dict[str, str]:
    """By the names that static/js/questionnaire.js knows; ``{…}`` is filled in there."""
    return {
        "saving": gettext("Saving…"),
        "saved": gettext("All saved at {time}"),
        "retrying": gettext("Not saved, trying again. Your answer is kept on this page."),
        "signed_out": gettext(
            "You are signed out. Log in in another tab, or open your secret link there; "
            "your answer is kept on this page and saved afterwards."
        ),
        "elsewhere": gettext(
            "This assessment is not open to you any more, so the answer was not saved. "
            "It is kept on this page."
        ),
        "refused": gettext("This answer was not saved. Reload the page and pick it again."),
        "no_reason": gettext("Saved; give a reason so that it counts."),
        "partly": gettext("Saved, except for what is marked."),
        "conflict": gettext("Not saved: an answer was changed elsewhere. Choose which one stays."),
        "unfinished_date": gettext("The date is not complete, so it was not saved."),
        "characters": gettext("{count} of {limit} characters"),
        "too_many": gettext("{count} of {limit} characters: {over} too many to be saved"),
    }
