"""Reads typed values out of plain ones, collecting every fault instead of stopping at the first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from assessments.framework_files.faults import FrameworkFileError, Place, listed, shown
from assessments.framework_files.tree import Text

ENGLISH = "en"
LONGEST_SLUG = 80
MOST_FAULTS = 1_000
LARGEST_WHOLE = 2_147_483_647
LARGEST_PARAMETER = Decimal("999.9999")
PARAMETER_STEP = Decimal("0.0001")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Reader:
    """Collects ``faults`` and, by language, the places of ``missing`` texts, and reads on."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.texts = 0
        self._names = dict(settings.LANGUAGES)
        self.missing: dict[str, list[str]] = {code: [] for code in self._names if code != ENGLISH}
        self._slugs: dict[str, Place] = {}

    def fault(self, place: Place, message: str) -> None:
        """Notes a fault. Raises FrameworkFileError beyond MOST_FAULTS, since nobody reads on there."""
        if len(self.faults) == MOST_FAULTS:
            raise FrameworkFileError([*self.faults, _("has more faults than these; mend these first")])
        self.faults.append(place.fault(message))

    def mapping(
        self, value: Any, place: Place, *, required: Sequence[str], optional: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """A mapping with known keys; an empty one instead of anything else."""
        if not isinstance(value, dict):
            self.fault(place, _("must be a mapping; write “key: value” lines, indented alike"))
            return {}
        known = listed((*required, *optional))
        for key in value:
            if key not in required and key not in optional:
                message = _("is not a known key; remove it or use one of: %(known)s")
                self.fault(place.at(key, value), message % {"known": known})
        for key in required:
            if key not in value:
                self.fault(place.at(key, value), _("is missing; fill it in"))
        return value

    def items(self, value: Any, place: Place, *, at_least: int = 0) -> Iterator[tuple[Any, Place]]:
        """The items of a list with their places."""
        if not isinstance(value, list):
            self.fault(place, _("must be a list; begin each item with a hyphen"))
            return
        if len(value) < at_least:
            message = _("has too few items; write at least %(count)d")
            self.fault(place, message % {"count": at_least})
        for index, item in enumerate(value):
            yield item, place.at(index, value)

    def entries(self, value: Any, place: Place) -> Iterator[tuple[str, Any, Place]]:
        """The entries of a mapping whose keys are slugs."""
        if not isinstance(value, dict):
            self.fault(place, _("must be a mapping; write “key: value” lines, indented alike"))
            return
        for key, entry in value.items():
            yield key, entry, place.at(key, value)

    def text(self, value: Any, place: Place, *, longest: int) -> Text:
        """A text by language: English required, other known languages wished for."""
        if not isinstance(value, dict):
            self.fault(place, _("must map languages to text; write the language before it, as in “en: text”"))
            return {}
        self.texts += 1
        for language in value:
            if language not in self._names:
                message = _("is not a known language; remove it or use one of: %(known)s")
                self.fault(place.at(language, value), message % {"known": listed(tuple(self._names))})
        if ENGLISH not in value:
            self.fault(
                place, _("text in English is missing; write it, since it is shown where a language has none")
            )
        for language in self.missing:
            if language not in value:
                self.missing[language].append(str(place))
        for language, words in value.items():
            self._words(words, place.at(language, value), longest)
        return {code: value[code] for code in self._names if code in value}

    def _words(self, words: Any, place: Place, longest: int) -> None:
        if not isinstance(words, str):
            self.fault(place, _("must be text; put it in quotes"))
        elif not words.strip():
            self.fault(place, _("is empty; write the text or leave the language out"))
        elif _CONTROL.search(words):
            self.fault(place, _("holds control characters; type the text anew without them"))
        elif len(words) > longest:
            message = _("is longer than %(longest)d characters; shorten it")
            self.fault(place, message % {"longest": longest})

    def slug(self, value: Any, place: Place) -> str:
        """A slug that is used once in the file."""
        if not isinstance(value, str) or not _SLUG.fullmatch(value) or len(value) > LONGEST_SLUG:
            rule = _("must be a slug; use up to %(longest)d letters from a to z, digits and single hyphens")
            self.fault(place, rule % {"longest": LONGEST_SLUG})
            return ""
        if value in self._slugs:
            taken = {"slug": shown(value), "place": self._slugs[value]}
            message = _("the slug %(slug)s is already used at %(place)s; change one of the two")
            self.fault(place, message % taken)
        self._slugs.setdefault(value, place)
        return value

    def whole(self, value: Any, place: Place, *, least: int, most: int = LARGEST_WHOLE) -> int:
        """A whole number within a range; ``least`` instead of anything else."""
        # To Python true is a whole number; to whoever wrote the file it is not.
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(place, _("must be a whole number; write digits only, without quotes"))
        elif value < least:
            message = _("%(value)d is below %(least)d; write at least %(least)d")
            self.fault(place, message % {"value": value, "least": least})
        elif value > most:
            message = _("%(value)d is above %(most)d; write at most %(most)d")
            self.fault(place, message % {"value": value, "most": most})
        else:
            return value
        return least

    def parameter(self, value: Any, place: Place) -> Decimal:
        """A number from 0 with at most four decimals."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.fault(place, _("must be a number; write it without quotes, with a point before decimals"))
            return Decimal(0)
        number = Decimal(value)
        if not 0 <= number <= LARGEST_PARAMETER or number != number.quantize(PARAMETER_STEP):
            message = _("is out of range; write a number from 0 to 999.9999 with at most four decimals")
            self.fault(place, message)
            return Decimal(0)
        return number.normalize()

    def choice(self, value: Any, place: Place, allowed: Sequence[str]) -> str:
        """One of a few words."""
        if isinstance(value, str) and value in allowed:
            return value
        message = _("is not one of the words allowed here; write one of: %(allowed)s")
        self.fault(place, message % {"allowed": ", ".join(allowed)})
        return ""

    def flag(self, value: Any, place: Place) -> bool:
        """True or false."""
        if not isinstance(value, bool):
            self.fault(place, _("must be true or false; write one of these two, without quotes"))
        return value is True

    def reference(self, value: Any, place: Place, known: Sequence[str], unknown: str) -> str:
        """A slug that stands elsewhere in the file; ``unknown`` is the fault with %(slug)s and %(known)s."""
        if isinstance(value, str) and value in known:
            return value
        self.fault(place, unknown % {"slug": shown(value), "known": listed(known)})
        return ""
