# A preview reads packages time and again and keeps what is made of what has not changed. Whatever
# changes, it has the very data that a process has which reads them for the first time.
"""Data read again by a process that lives on."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest
from small_data import read_dataset, write_packages

from silkline import derive, stamps
from silkline.load import handwritten
from silkline.model import Dataset
from silkline.stamps import live_on, made_from

TRADE: Final = "trade/data/"
EDITS: Final = {
    "a value": (f"{TRADE}observations.csv", "0.20", "0.30"),
    "a value with as much": (f"{TRADE}observations.csv", "100.5,", "100.50,"),
    "a value of an input": (f"{TRADE}observations.csv", ",100.50,", ",99,"),
    "a note": (f"{TRADE}observations.csv", "twice\nover", "thrice\nover"),
    "a row that moves others": (
        f"{TRADE}observations.csv",
        "note\nexports,CHN,2020,216265.0",
        "note\nexports,CHN,2019,1,,A,office,,\nexports,CHN,2020,216265.0",
    ),
    "an economy": (f"{TRADE}observations.csv", "imports,CHN,2020", "imports,NAM,2020"),
    "another indicator": (f"{TRADE}observations.csv", "imports,NAM,2020", "exports,WLD,2020"),
    "the last row of an indicator": (f"{TRADE}observations.csv", "exports,WLD", "imports,CHN"),
    "a figure where one is derived": (
        f"{TRADE}observations.csv",
        "imports,CHN,2020",
        "trade,CHN,2020,7,,A,office,,\nimports,CHN,2020",
    ),
    "the better source": (f"{TRADE}sources.csv", "office,1,", "office,3,"),
    "words of a source": (f"{TRADE}sources.csv", "Table of trade", "Tables of trade"),
    "a source that moves others": (
        f"{TRADE}sources.csv",
        "citation\n",
        "citation\narchive,5,An archive,Old tables,,2020-01-01,2024-02-03,cc-by-4.0,,,It (2020).\n",
    ),
    "how figures are derived": (
        f"{TRADE}derived.csv",
        "trade,sum,exports imports,,,",
        "trade,growth_percent,exports,,,1",
    ),
    "a break": (f"{TRADE}breaks.csv", "exports,NAM,2021", "imports,NAM,2021"),
    "of how many figures": (
        f"{TRADE}derived.csv",
        "growth_percent,exports,,,1",
        "difference,exports imports,,,",
    ),
    "what they are derived from": (f"{TRADE}derived.csv", "exports imports", "imports exports"),
    "a unit": ("reference/data/units.csv", "US$ million,USD,1000000", "US$ million,USD,1000"),
    "the unit of an indicator": (f"{TRADE}indicators.csv", "购入。,usd-million", "购入。,percent"),
    "the title of an indicator": (f"{TRADE}indicators.csv", "Exports,", "Exports of goods,"),
    "no derivation": (f"{TRADE}derived.csv", "trade,difference,imports exports,,,\n", ""),
}


def _plain(data: Dataset) -> str:
    """All that data say, places included, in their order; tables are as they were read."""
    return repr(asdict(replace(data, tables={}, observations=dict(data.observations))))


@pytest.fixture
def _lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_kept", None)
    monkeypatch.setattr(stamps, "_made", {})
    live_on()


@pytest.mark.usefixtures("_lives_on")
def test_data_that_changed_are_those_that_a_new_process_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_packages(tmp_path)
    before = read_dataset(tmp_path)
    for what, (name, old, new) in EDITS.items():
        text = (folder / name).read_text("utf-8")
        assert old in text, what
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        now = read_dataset(tmp_path)
        with monkeypatch.context() as once:
            once.setattr(stamps, "_kept", None)
            assert _plain(now) == _plain(read_dataset(tmp_path)), what
        assert _plain(now) != _plain(before), what
        before = now


@pytest.mark.usefixtures("_lives_on")
def test_figures_are_derived_again_only_from_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, made = write_packages(tmp_path), []
    figures = derive._figures
    monkeypatch.setattr(derive, "_figures", lambda *all_: made.append(1) or figures(*all_))
    counted = []
    for name, old, new in (
        (f"{TRADE}indicators.csv", "Goods sold.", "All goods sold."),  # of an input
        (f"{TRADE}statements.csv", "Exports were", "The exports were"),
        (f"{TRADE}observations.csv", "0.20", "0.30"),  # of an input, so it may be another figure
        ("reference/data/topics.csv", "Buying", "Purchase"),
    ):
        read_dataset(tmp_path)
        made.clear()
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        read_dataset(tmp_path)
        counted.append(len(made))
    assert counted == [1, 0, 1, 0]


@pytest.mark.usefixtures("_lives_on")
def test_what_is_made_of_values_serves_while_they_are_the_very_same() -> None:
    made: list[object] = []

    def make(*values: object) -> tuple[object, ...]:
        made.append(values)
        return values

    one, equal = object(), [1]
    first = made_from("x", make, one, equal)
    assert made_from("x", make, one, equal) is first
    assert made_from("x", make, one, [1]) is not first
    assert made_from("x", make, one) == (one,)
    assert made_from("y", make, one) == (one,)
    assert made == [(one, equal), (one, [1]), (one,), (one,)]


@pytest.mark.usefixtures("_lives_on")
@pytest.mark.parametrize("kind", [tuple, dict])
def test_a_collection_of_the_same_members_is_the_one_before(kind: type) -> None:
    one, two = ("a", object()), ("b", object())
    first = made_from("x", kind, [one, two])
    assert made_from("x", kind, [one, two]) is first
    assert made_from("x", kind, [two, one]) is not first
    assert made_from("x", kind, [two]) == kind([two])


def test_a_process_that_builds_once_makes_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_kept", None)
    monkeypatch.setattr(stamps, "_made", {})
    values = ("a",)
    assert made_from("x", list, values) is not made_from("x", list, values)
    assert stamps._made == {}


def test_pages_by_hand_are_judged_again_only_when_one_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_kept", None)
    monkeypatch.setattr(stamps, "RECENT_NS", 0)
    live_on()
    config = SimpleNamespace(docs_dir=tmp_path / "docs", root=tmp_path)
    page = tmp_path / "docs/methods/index.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Methods\n", "utf-8")
    read: list[Path] = []
    monkeypatch.setattr(handwritten, "_check_page", lambda path, _root: read.append(path) or ())
    assert [handwritten.check_pages(config) for _ in range(3)] == [(), (), ()]
    assert read == [page]
    page.write_text("# Other methods\n", "utf-8")
    handwritten.check_pages(config)
    assert read == [page, page]
    (tmp_path / "docs/more.md").write_text("# More\n", "utf-8")
    handwritten.check_pages(config)
    assert read == [page, page, page, tmp_path / "docs/more.md"]
