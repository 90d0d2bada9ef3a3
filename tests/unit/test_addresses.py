"""Links between pages work wherever the site lives."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from silkline import addresses
from silkline.addresses import page_address, page_source, relative

PAGES = [
    addresses.home_page(),
    addresses.list_page("claims"),
    addresses.indicator_page("exports"),
    addresses.economy_page("CHN"),
    addresses.source_page("office-2024"),
    addresses.register_page("agreements"),
    addresses.entry_page("agreements", "helsinki-treaty"),
    addresses.glossary_page(),
]
FILES = [
    addresses.indicator_csv("exports"),
    addresses.package_zip("trade"),
    addresses.chart_spec("exports"),
    addresses.asset("site.css"),
    addresses.register_json("agreements"),
    addresses.glossary_csv(),
]


@pytest.mark.parametrize("from_page", PAGES)
@pytest.mark.parametrize("to", [*PAGES, *FILES, addresses.claim_place("c1")])
def test_a_relative_link_leads_to_its_target_below_any_path(from_page: str, to: str):
    for root in ("https://example.org/", "https://example.org/some/path/"):
        assert urljoin(root + from_page, relative(from_page, to)) == root + to


@pytest.mark.parametrize(
    ("from_page", "to", "link"),
    [
        ("", "indicators/x/", "indicators/x/"),
        ("indicators/x/", "", "../../"),
        ("indicators/x/", "indicators/x/", "./"),
        ("indicators/x/", "indicators/y/", "../y/"),
        ("claims/", "claims/#c1", "./#c1"),
        ("packages/p/", "data/v1/latest/x.csv", "../../data/v1/latest/x.csv"),
    ],
)
def test_a_relative_link_is_as_short_as_it_can_be(from_page: str, to: str, link: str):
    assert relative(from_page, to) == link


def test_characters_that_mean_something_in_a_link_are_encoded():
    to = addresses.package_file("p", "raw/50% of a?b.csv#cell=2,3")
    assert relative("packages/p/", to) == (
        "../../data/v1/latest/packages/p/raw/50%25%20of%20a%3Fb.csv#cell=2,3"
    )


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("", "index.md"),
        ("claims/", "claims/index.md"),
        ("claims/#c1", "claims/index.md"),
        ("indicators/x/", "indicators/x.md"),
    ],
)
def test_a_page_and_its_file_lead_to_each_other(address: str, source: str):
    assert page_source(address) == source
    assert page_address(source) == address.partition("#")[0]


def test_a_story_is_a_page_made_from_a_notebook():
    assert page_address("stories/growth.ipynb") == addresses.story_page("growth")
