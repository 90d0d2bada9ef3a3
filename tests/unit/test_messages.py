"""What the catalogues promise, and how numbers, amounts and periods are written."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest

from silkline.messages import LANGUAGES, Messages, messages
from silkline.model import Qualifier, Unit

THIN = "\u202f"


def unit(base: str, multiplier: str, symbol: str) -> Unit:
    return Unit(
        code="u",
        title=symbol.capitalize(),
        title_zh="单位",
        symbol=symbol,
        base=base,
        multiplier=Decimal(multiplier),
    )


DOLLARS = unit("USD", "1000000", "US$ million")
YUAN = unit("CNY", "1000000000000", "trillion yuan")
PERCENT = unit("percent", "1", "%")
PER_HUNDRED = unit("per-person", "0.01", "per 100 people")


def placeholders(catalogue: Messages, key: str) -> set[str]:
    entry = catalogue.entries[key]
    texts = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for t in texts for _, name, _, _ in string.Formatter().parse(t) if name}


def test_every_language_has_the_same_keys() -> None:
    first, *others = (set(messages(language).entries) for language in LANGUAGES)
    for keys in others:
        assert keys ^ first == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_placeholders(language: str) -> None:
    ours, english = messages(language), messages("en")
    differing = {
        key: (placeholders(ours, key), placeholders(english, key))
        for key in english.entries
        if placeholders(ours, key) != placeholders(english, key)
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_have_what_the_language_needs(language: str) -> None:
    forms = {frozenset(e) for e in messages(language).entries.values() if not isinstance(e, str)}
    wanted = {"en": {frozenset({"one", "other"})}, "zh": {frozenset({"other"})}}
    assert forms == wanted[language]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0", 0, "0"),
        ("1234567.891", 1, f"1{THIN}234{THIN}567.9"),
        ("-1234.5", 1, f"\u22121{THIN}234.5"),
        ("0.25", 1, "0.3"),
        ("-0.04", 1, "0.0"),
    ],
)
def test_numbers_have_thin_spaces_and_a_true_minus(value: str, decimals: int, text: str) -> None:
    assert messages("en").number(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [("4.5", "+4.5"), ("-0.31", "\u22120.3"), ("-0.01", "0.0"), ("0", "0.0")]
)
def test_changes_have_a_sign_unless_they_round_to_nothing(value: str, text: str) -> None:
    assert messages("en").signed(Decimal(value), 1) == text


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (13, "13th"),
        (22, "22nd"),
        (112, "112th"),
    ],
)
def test_ordinals(n: int, text: str) -> None:
    assert messages("en").ordinal(n) == text
    assert messages("zh").ordinal(n) == f"第{n}"


@pytest.mark.parametrize(
    ("value", "unit_", "english", "chinese"),
    [
        ("216299.1", DOLLARS, "US$216.3\u00a0billion", f"2{THIN}163亿美元"),
        ("203600", DOLLARS, "US$203.6\u00a0billion", f"2{THIN}036亿美元"),
        ("200000", DOLLARS, "US$200\u00a0billion", f"2{THIN}000亿美元"),
        ("4462123", DOLLARS, "US$4.46\u00a0trillion", "4.46万亿美元"),
        ("12.5", DOLLARS, "US$12.5\u00a0million", f"1{THIN}250万美元"),
        ("0.34", DOLLARS, f"US$340{THIN}000", "34万美元"),
        ("45.5", YUAN, "45.5\u00a0trillion\u00a0yuan".replace("\u00a0yuan", " yuan"), "45.5万亿元"),
        ("2.63", YUAN, "2.63\u00a0trillion yuan", "2.63万亿元"),
        ("39.8", PERCENT, f"39.8{THIN}%", "39.8%"),
        ("38", PERCENT, f"38{THIN}%", "38%"),
        ("120.54", PER_HUNDRED, "120.5\u00a0per 100 people", "120.5（单位）"),
    ],
)
def test_amounts_are_scaled_to_words_and_gain_no_digits(
    value: str, unit_: Unit, english: str, chinese: str
) -> None:
    written = messages("en").amount(Decimal(value), unit_, 1).replace("\u00a0yuan", " yuan")
    assert written == english
    assert messages("zh").amount(Decimal(value), unit_, 1) == chinese


def test_a_minus_stands_before_the_sign_of_a_currency() -> None:
    value = Decimal("-164700.5")
    assert messages("en").amount(value, DOLLARS, 1, short=True) == "−US$164.7\u00a0bn"
    assert messages("zh").amount(value, DOLLARS, 1) == f"−1{THIN}647亿美元"
    hedged = messages("en").amount(Decimal("-0.51"), PERCENT, 1, Qualifier.ABOUT)
    assert hedged == f"about −0.5{THIN}%"


def test_an_exact_amount_keeps_every_digit() -> None:
    value = Decimal("164.84")
    billions = unit("USD", "1000000000", "US$ billion")
    assert messages("en").amount(value, billions, 1) == "US$164.8\u00a0billion"
    assert messages("en").amount(value, billions, 1, exact=True) == "US$164.84\u00a0billion"


def test_a_short_amount_abbreviates_the_scale() -> None:
    assert messages("en").amount(Decimal(216299), DOLLARS, 1, short=True) == "US$216.3\u00a0bn"


@pytest.mark.parametrize(
    ("qualifier", "english", "chinese"),
    [
        (Qualifier.ABOUT, "about ", "约"),
        (Qualifier.MORE_THAN, "more than ", "超过"),
        (Qualifier.AT_LEAST, "at least ", "至少"),
        (Qualifier.LESS_THAN, "less than ", "不足"),
        (Qualifier.NEARLY, "nearly ", "近"),
        (Qualifier.UP_TO, "up to ", "至多"),
        (Qualifier.EXACT, "", ""),
    ],
)
def test_hedges_stand_before_the_figure(qualifier: Qualifier, english: str, chinese: str) -> None:
    value = Decimal(38)
    assert messages("en").amount(value, PERCENT, 1, qualifier) == f"{english}38{THIN}%"
    assert messages("zh").amount(value, PERCENT, 1, qualifier) == f"{chinese}38%"


@pytest.mark.parametrize(
    ("period", "alone", "in_sentence", "chinese"),
    [
        ("2024", "2024", "in 2024", "2024年"),
        ("2021-S1", "2021, first half", "in the first half of 2021", "2021年上半年"),
        ("2024-Q3", "2024, third quarter", "in the third quarter of 2024", "2024年第三季度"),
        ("2022-06", "June 2022", "in June 2022", "2022年6月"),
        ("2011/2020", "2011 to 2020", "for 2011 to 2020", "2011年至2020年"),
    ],
)
def test_periods(period: str, alone: str, in_sentence: str, chinese: str) -> None:
    assert messages("en").period(period) == alone
    assert messages("en").when(period) == in_sentence
    assert messages("zh").period(period) == chinese


@pytest.mark.parametrize(
    ("iso", "english", "chinese"),
    [
        ("2025-12-18", "18 December 2025", "2025年12月18日"),
        ("2022", "2022", "2022年"),
        ("2022-07", "July 2022", "2022年7月"),
        ("spring 2022", "spring 2022", "spring 2022"),
    ],
)
def test_dates(iso: str, english: str, chinese: str) -> None:
    assert messages("en").date(iso) == english
    assert messages("zh").date(iso) == chinese


def test_the_plural_follows_the_number() -> None:
    m = messages("en")
    assert m("package.rows", n=1) == "1 row"
    assert m("package.rows", n=7978) == f"7{THIN}978 rows"
    assert messages("zh")("package.rows", n=1) == "1行"


def test_an_unknown_message_or_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        messages("en")("no.such")
    with pytest.raises(KeyError, match="package"):
        messages("en")("cite.indicator", title="t")


def test_rich_messages_escape_all_but_markup() -> None:
    m = messages("en")
    made = m.rich("lede.value", area="<b>A&B</b>", amount="1", when="in 2020")
    assert made == "&lt;b&gt;A&amp;B&lt;/b&gt;: 1 in 2020."


def test_a_column_has_one_unit_fit_for_its_largest_value() -> None:
    scale = messages("en").scale([Decimal(680512), Decimal(12)], DOLLARS, 0)
    assert (scale.divisor, scale.head, scale.decimals) == (Decimal(1000), "US$ billion", 1)
    same = messages("en").scale([Decimal("80.5")], PERCENT, 1)
    assert (same.divisor, same.head, same.decimals) == (Decimal(1), "%", 1)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "“The ‘Two Zones’ of Beijing”"), ("zh", "“The ‘Two Zones’ of Beijing”")],
)
def test_marks_of_quotation_within_a_quotation_are_single_ones(language: str, text: str) -> None:
    said = "The “Two Zones” of Beijing"
    assert messages(language)("claim.quote", text=said) == text
    assert messages(language).rich("claim.quote", text=said) == text
    assert messages("en")("list.separator") == ", "
    named = messages("en")("claim.figure", indicator=said, area="a", period="b", value="c")
    assert named == "The “Two Zones” of Beijing, a, b: c", "what is not quoted keeps its marks"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "2020-09-04/2020-09-09", "4 to 9 September 2020"),
        ("en", "2020-08-30/2020-09-02", "30 August 2020 to 2 September 2020"),
        ("en", "2020-09/2020-10", "September 2020 to October 2020"),
        ("en", "2019-09-04/2020-09-09", "4 September 2019 to 9 September 2020"),
        ("zh", "2020-09-04/2020-09-09", "2020年9月4日至9日"),
    ],
)
def test_days_of_one_month_name_the_month_once(language: str, text: str, words: str) -> None:
    assert messages(language).dates(text) == words
