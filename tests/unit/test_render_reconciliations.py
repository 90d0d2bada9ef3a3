"""A package's page tells where its sources disagree, and claims and indicators lead there."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline.claims import judge
from silkline.messages import messages
from silkline.model import Qualifier, Reconciliation
from silkline.problems import Location
from silkline.render.beside import beside
from silkline.render.packages import package_pages
from silkline.render.parts import Parts
from silkline.render.reconciliations import disagreements
from silkline.render.view import SiteView

if TYPE_CHECKING:
    from pathlib import Path

    from silkline.model import Dataset

ROW = Reconciliation(
    id="two-exports",
    title="Two <b>exports</b>",
    title_zh="两个出口额",
    check="same_name",
    claims=("c1",),
    indicators=("exports",),
    against="",
    ref_area="CHN",
    time_period="2020",
    finding="They are not & never were one.",
    finding_zh="二者并非同一序列。",
    package="trade",
    where=Location(path="r.csv", line=2),
)


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return replace(read_dataset(tmp_path), reconciliations={ROW.id: ROW})


def view(data: Dataset, root: Path, language: str = "en") -> SiteView:
    return SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={},
        stories=(),
        config=make_config(root),
        messages=messages(language),
    )


def parts(data: Dataset, root: Path) -> Parts:
    return Parts(view(data, root))


def section(site: SiteView) -> str:
    """The words of the section on the page of the package, tags as bars."""
    page = next(m(site) for m in package_pages(site) if m.address == "packages/trade/")
    _, _, rest = page.markdown.partition('<section id="disagreements"')
    text, _, _ = rest.partition('<section id="tables"')
    return re.sub(r"(<[^>]+>\s*)+", "|", text).replace("\u202f", " ")


def markup(site: SiteView) -> str:
    """The section as it stands on the page of the package."""
    page = next(m(site) for m in package_pages(site) if m.address == "packages/trade/")
    _, _, rest = page.markdown.partition('<section id="disagreements" class="ruled">')
    text, _, _ = rest.partition('<section id="tables"')
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def exact(data: Dataset) -> Dataset:
    """The same with the paper's figure unhedged."""
    own = data.observations["exports"]
    changed = tuple(
        replace(o, qualifier=Qualifier.EXACT) if o.source == "paper" else o for o in own
    )
    return replace(data, observations={**data.observations, "exports": changed}, memo={})


def test_two_sources_with_two_values_stand_in_a_row(data: Dataset, tmp_path: Path):
    found = disagreements(parts(exact(data), tmp_path), data.packages["trade"])
    assert found is not None
    (pair,) = found.pairs
    assert pair.indicator == ("indicators/exports/", "Exports")
    assert (pair.area, pair.period) == ("China", "2020")
    assert (pair.shown, pair.shown_source) == ("US$216.27\u00a0billion", "The office, 2024")
    assert (pair.other, pair.other_source) == ("US$216.3\u00a0billion", "The paper, 2024")
    assert pair.difference == "+0.016\u202f%"


def test_two_sources_that_differ_in_several_periods_stand_in_one_row(data: Dataset, tmp_path: Path):
    known = exact(data).observations["exports"]
    of_2019 = (
        replace(o, time_period="2019", value=Decimal(200) if o.source == "paper" else Decimal(100))
        for o in known
        if (o.ref_area, o.time_period) == ("CHN", "2020")
    )
    own = sorted((*known, *of_2019), key=lambda o: (o.ref_area, o.time_period, o.source))
    both = {**data.observations, "exports": tuple(own)}
    site = view(replace(data, observations=both, memo={}), tmp_path)
    found = disagreements(Parts(site), data.packages["trade"])
    assert found is not None
    assert (len(found.pairs), found.pairs_count, found.pairs_left) == (1, 2, 0)
    assert found.pairs[0].difference == "+100.0\u202f%"
    assert (
        '<td>2019 <span class="d">largest of 2 periods</span></td>'
        '<td class="n">US$100 million</td><td class="n">US$200 million</td>'
    ) in markup(site)


def test_nobody_can_say_how_far_a_hedged_value_is(data: Dataset, tmp_path: Path):
    found = disagreements(parts(data, tmp_path), data.packages["trade"])
    assert found is not None
    assert [pair.difference for pair in found.pairs] == ["–"]


def test_equal_values_are_no_disagreement(data: Dataset, tmp_path: Path):
    own = tuple(replace(o, value=Decimal(5)) for o in data.observations["exports"])
    same = replace(data, observations={**data.observations, "exports": own}, memo={})
    found = disagreements(parts(same, tmp_path), data.packages["trade"])
    assert found is not None
    assert found.pairs == ()


def test_supported_claims_are_no_disagreement(data: Dataset, tmp_path: Path):
    found = disagreements(parts(data, tmp_path), data.packages["trade"])
    assert found is not None
    assert found.claims == ()


def test_a_package_without_any_shows_no_section(data: Dataset, tmp_path: Path):
    assert disagreements(parts(data, tmp_path), data.packages["reference"]) is None
    site = view(data, tmp_path)
    pages = {p.uri: p.markdown for p in (m(site) for m in package_pages(site))}
    assert "disagreements" not in pages["packages/reference.md"]


def test_a_reconciliation_is_shown_with_its_figures_and_finding(data: Dataset, tmp_path: Path):
    text = section(view(data, tmp_path))
    assert "|Where the sources disagree|" in text
    assert "Two &lt;b&gt;exports&lt;/b&gt;" in text
    assert "|They are not &amp; never were one.|" in text
    assert "|A minister in The paper, 2024|" in text


def test_the_finding_is_read_before_the_figures_and_the_source(data: Dataset, tmp_path: Path):
    _, _, article = markup(view(data, tmp_path)).partition('<article class="recon"')
    article, _, _ = article.partition("<div")
    assert article == (
        ' id="reconciliation-two-exports">\n'
        '<h4><a href="#reconciliation-two-exports" title="Link to this comparison">'
        "Two &lt;b&gt;exports&lt;/b&gt;</a></h4>\n"
        '<p class="finding">They are not &amp; never were one.</p>\n'
    )


def test_an_index_leads_to_every_part_and_comparison(data: Dataset, tmp_path: Path):
    _, _, index = markup(view(exact(data), tmp_path)).partition("<nav ")
    index, _, _ = index.partition("</nav>")
    assert index == (
        'class="index" aria-label="Parts of this section"><ul>\n'
        '<li><a href="#disagreements-values">Two values for one place and period</a> '
        '<span class="d">1</span></li>'
        '<li><a href="#disagreements-reconciled">Figures that belong side by side</a> '
        '<span class="d">1</span><ul class="names">'
        '<li><a href="#reconciliation-two-exports">Two &lt;b&gt;exports&lt;/b&gt;</a></li>'
        "</ul></li></ul>"
    )


def test_the_first_comparisons_stand_open_and_the_others_are_folded(data: Dataset, tmp_path: Path):
    rows = {f"r{n}": replace(ROW, id=f"r{n}", title=f"Pair {n}") for n in range(9)}
    text = markup(view(replace(data, reconciliations=rows, memo={}), tmp_path))
    _, _, part = text.partition('<div class="part" id="disagreements-reconciled">')
    shown, _, folded = part.partition('<details class="more"><summary>3 more comparisons</summary>')
    found = re.compile(r'<article class="recon" id="reconciliation-(r\d)">')
    assert found.findall(shown) == ["r0", "r1", "r2", "r3", "r4", "r5"]
    assert found.findall(folded) == ["r6", "r7", "r8"]


def test_it_is_told_in_the_language_of_the_site(data: Dataset, tmp_path: Path):
    text = section(view(data, tmp_path, "zh"))
    assert "|来源不一致之处|" in text
    assert "|两个出口额|" in text
    assert "|二者并非同一序列。|" in text


def test_claims_and_indicators_lead_to_it(data: Dataset, tmp_path: Path):
    expected = (("packages/trade/#reconciliation-two-exports", "Two <b>exports</b>"),)
    m = messages("en")
    assert beside(data, m, claim="c1") == expected
    assert beside(data, m, indicator="exports") == expected
    assert beside(data, m, indicator="imports") == ()
    (claim,) = parts(data, tmp_path).claims(data.claims.values())
    assert claim.beside == expected
