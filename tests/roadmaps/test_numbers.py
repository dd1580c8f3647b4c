"""Numbers as people type and read them in three languages."""

from decimal import Decimal

import pytest
from django.forms import Form
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.numbers import NumberError, NumberField, for_typing, parse_number, show

numbers = st.decimals(min_value=-999_999_999, max_value=999_999_999, places=4)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1234.5", "en", "1234.5"),
        ("1234,5", "en", "1234.5"),
        ("1,234.5", "nl", "1234.5"),
        ("1.234,5", "en", "1234.5"),
        ("1,234", "en", "1234"),
        ("1.234", "nl", "1234"),
        ("1.234", "tr", "1234"),
        ("1.234.567", "en", "1234567"),
        ("99,999,999,999.9999", "en", "99999999999.9999"),
        ("1 234 567,25", "en", "1234567.25"),
        ("0.125", "en", "0.125"),
        ("1234.567", "en", "1234.567"),
        ("12,5", "tr", "12.5"),
        ("-3", "en", "-3"),
        ("−3", "en", "-3"),
        (" 18 % ", "en", "18"),
        ("%18", "tr", "18"),
        ("€ 1.250.000", "nl", "1250000"),
    ],
)
def test_parse_number_reads_what_is_meant(text: str, language: str, number: str) -> None:
    assert parse_number(text, language) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("1.234", "en", "ambiguous"),
        ("1,234", "nl", "ambiguous"),
        ("-12,345", "tr", "ambiguous"),
        ("", "en", "invalid"),
        ("many", "en", "invalid"),
        ("1e5", "en", "invalid"),
        ("1,23,456", "en", "invalid"),
        ("1.234.56", "nl", "invalid"),
        ("1,234,567,89", "en", "invalid"),
        ("NaN", "en", "invalid"),
        ("--1", "en", "invalid"),
        ("٣", "en", "invalid"),
        ("123456789012", "en", "large"),
        ("0.00001", "en", "fine"),
    ],
)
def test_parse_number_refuses_what_could_be_misread(text: str, language: str, code: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text, language)
    assert refused.value.code == code


@given(number=numbers, language=st.sampled_from(["en", "tr", "nl"]))
def test_numbers_in_a_box_are_read_as_the_same_number(number: Decimal, language: str) -> None:
    with override(language):
        assert parse_number(for_typing(number), language) == number


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["1,234.5 days", "22 %", "−3"]),
        ("tr", ["1.234,5 days", "%22", "−3"]),
        ("nl", ["1.234,5 days", "22%", "−3"]),
    ],
)
def test_show_writes_as_the_language_does(language: str, shown: list[str]) -> None:
    with override(language):
        made = [show(Decimal("1234.5000"), "days"), show(Decimal("22.0000"), "%"), show(Decimal(-3))]
    assert [one.replace("\u00a0", " ") for one in made] == shown


def test_show_writes_a_dash_for_no_number() -> None:
    assert show(None, "%") == "–"


def test_number_field_keeps_what_was_typed() -> None:
    class Typed(Form):
        value = NumberField(required=False)

    form = Typed({"value": "1.234"})
    assert not form.is_valid()
    assert form["value"].value() == "1.234"
    assert Typed({"value": ""}).is_valid()
    with override("nl"):
        form = Typed({"value": "1.234"})
        assert form.is_valid()
        assert form.cleaned_data["value"] == Decimal(1234)
        assert 'value="1234,5"' in str(Typed(initial={"value": Decimal("1234.5000")})["value"])
