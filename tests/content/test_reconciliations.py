"""What the articles' figures imply together is worked out as a reader would do it on paper."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import yaml
from articles import dataset, verdicts

from silkline import series
from silkline.claims import Reconciled, check_reconciliations, reconcile, say
from silkline.messages import messages
from silkline.model import Part

EXPECTED: Final = yaml.safe_load(
    (Path(__file__).parent / "reconciliations.yaml").read_text(encoding="utf-8")
)


@cache
def found() -> dict[str, Reconciled]:
    """Every reconciliation, worked out."""
    return reconcile(dataset(), verdicts())


def plain(part: Part | None) -> str:
    """In words, with ordinary spaces."""
    return say(dataset(), part, messages("en")).replace("\u202f", " ")


def value(indicator: str, period: str, area: str = "CHN") -> Decimal:
    """A published or computed value."""
    o = series.value_at(dataset(), indicator, area, period)
    assert o is not None
    assert o.value is not None
    return o.value


def finding(name: str) -> str:
    """What a reader is told to make of a reconciliation."""
    return dataset().reconciliations[name].finding


def test_every_reconciliation_is_possible():
    assert check_reconciliations(dataset()) == ()


def test_every_reconciliation_has_been_read():
    assert list(found()) == list(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_arithmetic_is_that_of_a_pocket_calculator(name: str):
    assert [plain(text) for text in found()[name].lines] == EXPECTED[name].get("lines", [])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_figures_side_by_side_are_the_published_ones(name: str):
    sides = found()[name].sides
    shown = [[plain(s.figure), s.time_period, s.source, plain(s.distance)] for s in sides]
    assert shown == EXPECTED[name].get("sides", [])


def test_findings_and_titles_stand_in_both_languages():
    for row in dataset().reconciliations.values():
        assert row.title
        assert row.title_zh
        assert row.finding.endswith(".")
        assert row.finding_zh.endswith("。")


# --- Numbers in findings ---


def test_the_rise_called_a_doubling_and_the_yearly_rate_of_five_years():
    assert round((Decimal("294.76") / Decimal("164.84") - 1) * 100) == 79
    assert "It rose by 79 %" in finding("basically-doubled")
    assert round((float(Decimal("1.474")) ** 0.2 - 1) * 100, 1) == 8.1
    assert "it would be 8.1 %" in finding("digital-service-trade-2015")


def test_joining_two_definitions_would_give_the_growth_named():
    text = finding("three-digital-trades")
    assert round((Decimal("294.76") / Decimal("203.6") - 1) * 100) == 45
    assert round(Decimal("294.76") / Decimal("1.084")) == 272
    assert "growth of 45 %" in text
    assert "about US$272 billion for 2019" in text
    assert value("digital-trade-mofcom", "2019") < value("dds-trade", "2019") / 1000 < 272
    assert value("dds-trade", "2020") / 1000 < value("digital-service-trade", "2020")


def test_the_leap_of_the_share_in_one_year_is_the_one_named():
    share = [value("dds-trade-share-of-services", year) for year in ("2019", "2020")]
    assert round(share[1] - share[0], 1) == Decimal("9.6")
    assert Decimal("44.5") - 26 == Decimal("18.5")
    text = finding("shares-2019-2020")
    assert "by 18.5 percentage points" in text
    assert "by 9.6 percentage points" in text
    assert value("services-trade", "2020") < value("services-trade", "2019")
    assert value("dds-trade", "2020") > value("dds-trade", "2019")


def test_customs_multiples_are_those_named():
    start = value("cross-border-ecommerce", "2018")
    for year, words in (("2020", "1.54 times"), ("2024", "2.56 times by 2024")):
        assert f"{value('cross-border-ecommerce', year) / start:.2f}" == words.split()[0]
        assert words in finding("cross-border-ecommerce-tenfold")


def test_growth_in_the_revised_series_is_the_one_named():
    for year, words in (("2020", "25.7 %"), ("2024", "14.0 %")):
        before = str(int(year) - 1)
        now, then = (value("cross-border-ecommerce", y) for y in (year, before))
        assert f"{(now / then - 1) * 100:.1f} %" == words
        assert words in finding(f"cross-border-ecommerce-{before}")


def test_the_part_of_cross_border_ecommerce_in_the_rise_of_trade():
    before, after = (
        (value("goods-exports", y) + value("goods-imports", y)) * value("exchange-rate", y)
        for y in ("2023", "2024")
    )
    rise = (after - before) / 10**12
    last = value("cross-border-ecommerce", "2023")
    first, revised = Decimal("2.63") - last, value("cross-border-ecommerce", "2024") - last
    text = finding("main-driver")
    assert f"rose by {(after / before - 1) * 100:.1f} %, or {rise:.2f} trillion yuan" in text
    assert f"rise of {first:.2f} trillion yuan by the first release is" in text
    assert f"is {first / rise * 100:.0f} % of that" in text
    assert f"and {revised / rise * 100:.0f} % by the revised series" in text


def test_growth_by_kind_of_service_is_that_of_the_world_banks_series():
    def yearly(first: Decimal, last: Decimal) -> str:
        return f"{(float(last / first) ** (1 / 9) - 1) * 100:.1f} %"

    rates = {
        i: yearly(value(i, "2011"), value(i, "2020"))
        for i in ("ip-receipts", "ip-payments", "ict-services-exports")
    }
    assert list(rates.values()) == ["31.2 %", "11.1 %", "12.1 %"]
    finance = [
        value("finance-exports-share", y) * value("services-exports-bop", y)
        for y in ("2011", "2020")
    ]
    assert yearly(*finance) == "8.1 %"
    assert "12.1 % and, insurance included, 8.1 % a year" in finding("growth-by-kind-of-service")
    claims = dataset().claims
    assert "grew by 31.2 % a year" in claims["chen-hongna-growth-ip"].note
    assert "its payments by 11.1 %" in claims["chen-hongna-growth-ip"].note
    assert "grew by 12.1 % a year" in claims["chen-hongna-growth-ict"].note
    assert "1.92 % of US$201.0 billion in 2011 to 3.42 % of US$228.9 billion in 2020" in (
        claims["chen-hongna-growth-financial"].note
    )


def test_eleven_trillion_leaves_the_share_named():
    gdp = value("gdp-yuan", "2012") / 10**12
    low, high = (round(Decimal(size) / gdp * 100, 1) for size in ("10.5", "11.5"))
    assert f"leaves {low} to {high} %" in finding("computed-shares-of-gdp")


def test_readings_of_the_gap_of_growth_rates_are_those_named():
    text = finding("services-growth-2019")
    now, then = (value("services-trade", y) for y in ("2019", "2018"))
    assert f"give −{-(now / then - 1) * 100:.1f} %" in text
    assert f"by {Decimal('6.7') / Decimal('1.081'):.1f} % (6.7 ÷ 1.081)" in text
    assert Decimal("6.7") - Decimal("8.1") == Decimal("-1.4")


def test_the_part_of_qianhai_is_above_the_shares_named():
    text = finding("qianhai-and-china")
    wholes = (Decimal("2.63"), value("cross-border-ecommerce", "2024"))
    for whole, words in zip(wholes, ("4.5 %", "4.4 %"), strict=True):
        share = Decimal(12) / whole
        assert Decimal(words.split()[0]) < share < Decimal(words.split()[0]) + Decimal("0.1")
        assert f"more than {words} of" in text


def test_the_parts_of_the_broad_measure_add_up_as_named():
    parts = [
        value(f"digital-economy-{part}", "2021")
        for part in ("digital-industries", "other-industries")
    ]
    text = finding("parts-of-the-broad-measure")
    assert f"{parts[0]} + {parts[1]} = {sum(parts)} trillion yuan" in text
    assert parts[1] / sum(parts) > Decimal("0.8")


def test_the_20th_place_is_that_of_the_economy_named():
    areas = [a for a, area in dataset().areas.items() if area.kind == "economy"]
    text = finding("beijing-among-the-top-20")
    for year, name, words in (("2019", "DNK", "US$163.6"), ("2018", "RUS", "US$159.4")):
        found_here = {a: series.value_at(dataset(), "services-trade", a, year) for a in areas}
        ranked = sorted(
            (o.value, a) for a, o in found_here.items() if o is not None and o.value is not None
        )
        amount, area = ranked[-20]
        assert area == name
        assert f"US${amount / 1000:.1f}" == words
        assert f"{words} billion" in text


def test_parts_and_total_grow_as_told():
    parts = {
        "31.7": value("ip-receipts", "2011"),
        "17.4": value("ict-services-exports", "2011"),
        "19.6": value("services-exports-bop", "2011")
        * value("finance-exports-share", "2011")
        / 100,
    }
    first = sum(parts.values()) / 10**9
    last = sum(v * (1 + Decimal(rate) / 100) ** 9 for rate, v in parts.items()) / 10**9
    whole = [value("dds-exports", year) / 1000 for year in ("2011", "2020")]
    rest = (float((whole[1] - last) / (whole[0] - first)) ** (1 / 9) - 1) * 100
    text = finding("growth-of-parts-and-total")
    assert f"US${first:.1f} billion in 2011" in text
    assert f"UNCTAD’s US${whole[0]:.1f} billion" in text
    assert round(first / whole[0], 2) == Decimal("0.25")
    assert f"US${last:.1f} billion of US${whole[1]:.1f} billion in 2020" in text
    assert f"leaves {rest:.1f} % a year" in text


def test_the_share_fell_before_it_rose():
    text = finding("shares-2011-2015-2020")
    total = [value("services-trade", year) for year in ("2011", "2015", "2020")]
    assert round((Decimal(200) / Decimal("164.84") - 1) * 100) == 21
    assert "the amount rose by 21 %" in text
    assert f"all services trade rose by {(total[1] / total[0] - 1) * 100:.0f} %" in text
    assert f"and all services trade by {(total[2] / total[1] - 1) * 100:.0f} %" in text
    share = [value("dds-trade-share-of-services", year) for year in ("2011", "2015", "2020")]
    assert share[1] < share[0] < share[2]


def test_the_digital_economy_grew_as_told_from_2019_to_2021():
    text = finding("digital-economy-2019-2021")
    size = [value("digital-economy-size", year) for year in ("2019", "2021")]
    gdp = [value("gdp-yuan", year) for year in ("2019", "2021")]
    assert f"is {(size[1] / size[0] - 1) * 100:.0f} % more" in text
    assert f"that is {(float(size[1] / size[0]) ** 0.5 - 1) * 100:.1f} % a year" in text
    assert f"GDP in yuan rose by {(gdp[1] / gdp[0] - 1) * 100:.0f} %" in text
