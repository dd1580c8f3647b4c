"""The framework texts that carry three languages."""

from modeltranslation.translator import TranslationOptions, translator

from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    Framework,
    Kpi,
    Level,
    Question,
    Rubric,
    WarningSign,
)

TRANSLATED = {
    Framework: ("name", "summary"),
    Domain: ("name", "question", "why"),
    Rubric: ("name",),
    Level: ("name", "today", "risk", "improve_first"),
    Question: ("text", "hint", "evidence"),
    Anchor: ("statement", "next_step"),
    WarningSign: ("text", "meaning"),
    BusinessGoal: ("name", "smart", "metric", "unit", "levers"),
    Kpi: ("name", "reveals", "hides"),
}

for model, names in TRANSLATED.items():
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": names}))
