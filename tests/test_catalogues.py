"""The catalogues: whole, exact, and of today's sources."""

import re

import polib
import pytest
from django.apps import apps
from django.utils import translation

from tests.catalogues import APPS, LANGUAGES, catalogue, key, source_messages

PLACEHOLDER = re.compile(r"%\(\w+\)[a-zA-Z]|%[sd]|(?<!\{)\{\w*\}(?!\})|</?\w+[^>]*>")
PLURALS = {"tr": "nplurals=2; plural=(n > 1);", "nl": "nplurals=2; plural=(n != 1);"}
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def translations(entry: polib.POEntry) -> list[str]:
    """The translation, or those for one and for many."""
    if not entry.msgid_plural:
        return [entry.msgstr]
    return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]


def test_no_message_is_untranslated(language: str) -> None:
    empty = [key(entry) for entry in catalogue(language) if not all(map(str.strip, translations(entry)))]
    assert empty == []


def test_no_message_is_fuzzy_or_obsolete(language: str) -> None:
    entries = catalogue(language)
    assert [key(entry) for entry in entries if entry.fuzzy] == []
    assert [key(entry) for entry in entries.obsolete_entries()] == []


def test_placeholders_are_those_of_the_source(language: str) -> None:
    wrong = []
    for entry in catalogue(language).translated_entries():
        one, many = (
            sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)
        )
        *first, last = [sorted(PLACEHOLDER.findall(text)) for text in translations(entry)]
        # Where one and many are told apart, a language may write the number out for one, or not.
        if set(last) != set(many) or any(
            not set(one) & set(many) <= set(text) <= {*one, *many} for text in first
        ):
            wrong.append(key(entry))
    assert wrong == []


def test_lines_and_blanks_at_the_ends_are_those_of_the_source(language: str) -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text.startswith("\n"), text.endswith("\n")

    assert [
        key(one)
        for one in catalogue(language).translated_entries()
        if ends(one.msgid) != ends(translations(one)[-1])
    ] == []


def test_header_states_language_and_plurals(language: str) -> None:
    header = catalogue(language).metadata
    assert header["Language"] == language
    assert header["Plural-Forms"] == PLURALS[language]
    assert header["Content-Type"] == "text/plain; charset=UTF-8"
    assert not catalogue(language).metadata_is_fuzzy
    assert not re.search("PACKAGE|YEAR|FULL NAME|DESCRIPTIVE", catalogue(language).header + str(header))


def test_names_in_the_admin_survive_being_capitalised(language: str) -> None:
    """The admin does so without knowing the language: a Turkish "iş" would become "Iş"."""
    with translation.override(language):
        names = [
            str(name)
            for app in APPS
            if apps.is_installed(app)
            for model in (apps.get_app_config(app).get_models() if app != "maturity_site" else ())
            for name in (
                model._meta.verbose_name,
                model._meta.verbose_name_plural,
                *(getattr(field, "verbose_name", "") for field in model._meta.get_fields()),
            )
        ]
    if language == "tr":
        assert [name for name in names if name.startswith("i") and name != "id"] == []


def test_every_message_of_the_sources_is_there_and_none_besides(language: str) -> None:
    sources = source_messages()
    there = {key(entry) for entry in catalogue(language)}
    missing = sorted(f"{place}: {message}" for message, place in sources.items() if message not in there)
    assert missing == []
    assert sorted(there - set(sources)) == []
