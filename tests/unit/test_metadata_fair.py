# The report is computed from what is published: taking something away must turn its test.
"""The report on how findable and reusable a package is."""

from __future__ import annotations

from dataclasses import replace

from metadata import starter

from silkline.metadata import describe_package, fair_tests, site_of


def failed(**change: object) -> list[str]:
    dataset, config, _, files = starter()
    described = describe_package(dataset, dataset.packages["nordic-population"], files)
    changed = replace(described, **change)  # type: ignore[arg-type]
    return [t.name for t in fair_tests(site_of(config), changed, files) if not t.met]


def test_only_a_persistent_identifier_is_missing() -> None:
    assert failed() == ["persistent"]


def test_what_is_taken_away_is_missed() -> None:
    assert failed(keywords=()) == ["persistent", "described"]
    assert failed(creators=()) == ["persistent", "cited"]


def test_a_package_without_a_licence_meets_nothing() -> None:
    dataset, config, _, files = starter()
    described = describe_package(dataset, dataset.packages["nordic-population"], files)
    tests = fair_tests(site_of(config), replace(described, licences=()), files)
    assert [t.name for t in tests if t.met] == []


def test_a_file_that_is_not_published_is_found() -> None:
    dataset, config, _, files = starter()
    described = describe_package(dataset, dataset.packages["nordic-population"], files)
    gone = described.distributions[0].address
    left = {uri: fact for uri, fact in files.items() if uri != gone}
    tests = fair_tests(site_of(config), described, left)
    assert [t.name for t in tests if not t.met] == ["persistent", "published"]
