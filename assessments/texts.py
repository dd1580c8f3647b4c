"""A text that a language lacks is stored in one way only: as nothing, and not as an empty text."""

from typing import Any

from django.db import models
from django.db.models.signals import pre_save

from assessments.framework_files.reader import ENGLISH
from assessments.translation import TRANSLATED


def register() -> None:
    """Has it done whenever a row with translations is saved; forms send empty texts."""
    for model in TRANSLATED:
        pre_save.connect(_forget_empty_texts, sender=model, dispatch_uid=f"texts.{model.__name__}")


def _forget_empty_texts(instance: models.Model, **_kwargs: Any) -> None:
    for field in instance._meta.concrete_fields:
        language = getattr(field, "language", None)
        if language is not None and getattr(instance, field.attname) in ("", None):
            setattr(instance, field.attname, "" if language == ENGLISH else None)
