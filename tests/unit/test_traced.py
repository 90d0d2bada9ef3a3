# What an answer was made from is seen while it is made. An answer counts as the same without being
# made exactly when nothing of that has changed.
"""Data that know what each answer was made from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline import runner, series
from silkline.cache import digest
from silkline.memory import kept, remembered
from silkline.model import Dataset
from silkline.piecework import NOTES, Book, last_book
from silkline.reads import Before, Notes, State, traced_dataset, tracer_of, watched_dataset
from silkline.render import facts
from silkline.runner import Runner

asked: list[str] = []


@remembered
def of_two(dataset: Dataset, area: str) -> tuple[int, str]:
    asked.append(area)
    return len(series.by_area(dataset, "imports").get(area, ())), dataset.areas[area].name


@kept
def total(dataset: Dataset, indicator: str) -> Decimal:
    asked.append(indicator)
    return sum((o.value or Decimal(0) for o in dataset.observations[indicator]), Decimal(0))


@remembered
def behind_total(dataset: Dataset, indicator: str) -> str:
    return f"{total(dataset, indicator)} {len(dataset.packages)}"


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


def rewritten(root: Path, old: str, new: str, table: str = "observations") -> Dataset:
    file = root / f"datapackages/trade/data/{table}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return read_dataset(root)


def leaves(data: Dataset, question: object, *args: str) -> set[tuple[str, ...]]:
    tracer = tracer_of(traced_dataset(data))
    assert tracer is not None
    return {*tracer.leaves(question, args, ())}  # type: ignore[arg-type]


def test_traced_data_answer_as_the_data_do(data: Dataset) -> None:
    traced = traced_dataset(data)
    for name in ("areas", "observations", "derivations", "tables", "packages"):
        assert dict(getattr(traced, name)) == dict(getattr(data, name))
    assert (traced.release, traced.edition(["trade"])) == (data.release, data.edition(["trade"]))
    assert traced.table("trade", "sources") is data.table("trade", "sources")
    for indicator in data.indicators:
        assert series.preferred(traced, indicator) == series.preferred(data, indicator)
        assert dict(series.by_area(traced, indicator)) == dict(series.by_area(data, indicator))
    assert series.latest(traced, "exports", "NAM") is series.latest(traced, "exports", "NAM")


def test_what_an_answer_is_made_from_is_seen(data: Dataset) -> None:
    exports, imports = ("observations", "exports"), ("observations", "imports")
    assert leaves(data, series.latest, "exports", "CHN") == {exports}
    assert leaves(data, of_two, "CHN") == {imports, ("areas",)}
    assert leaves(data, behind_total, "exports") == {exports, ("packages",)}
    assert leaves(data, facts.observed_areas) == {
        *(exports, imports, ("observations", "trade"), ("areas",), ("indicators",))
    }
    # What was answered before counts as what it was made from, each time anew.
    traced = traced_dataset(data)
    tracer = tracer_of(traced)
    assert tracer is not None
    for area in ("CHN", "NAM"):
        series.by_area(traced, "imports")
        assert tracer.leaves(of_two, (area,), ()) == {imports, ("areas",)}


def test_a_look_at_all_figures_is_a_look_at_each(data: Dataset) -> None:
    @remembered
    def everything(dataset: Dataset) -> int:
        return sum(map(len, dataset.observations.values()))

    names = {("observations", name) for name in ("exports", "imports", "trade")}
    assert leaves(data, everything) == {("observations",), *names}


def noted(data: Dataset) -> Before:
    """What a build notes that asked everything there is to ask here."""
    traced = traced_dataset(data)
    tracer = tracer_of(traced)
    assert tracer is not None
    every = {
        *(tracer.leaves(total, (i,), ()) for i in data.indicators),
        *(tracer.leaves(of_two, (a,), ()) for a in ("CHN", "NAM")),
    }
    asked.clear()
    return tracer.note(every)


@pytest.mark.parametrize(
    ("old", "new", "table", "made"),
    [
        ("imports,CHN,2020,100.5", "imports,CHN,2020,100.50", "observations", True),
        ("The office,Table", "The office,Tables", "sources", False),
        ("office,1,", "office,3,", "sources", True),
        ("2024-03-04", "2024-03-05", "sources", False),
    ],
)
def test_an_answer_is_kept_while_nothing_has_changed_that_it_is_made_from(
    data: Dataset, tmp_path: Path, old: str, new: str, table: str, *, made: bool
) -> None:
    before = noted(data)
    traced = traced_dataset(rewritten(tmp_path, old, new, table), before)
    assert total(traced, "exports") == Decimal("432565.30")
    assert asked == (["exports"] if made else [])
    of_two(traced, "CHN")  # is not kept
    assert asked[-1] == "CHN"


def test_a_computed_figure_changes_with_what_it_is_computed_from(
    data: Dataset, tmp_path: Path
) -> None:
    before = noted(data)
    changed = rewritten(
        tmp_path, "office,1,The office,Table", "office,1,The office,List", "sources"
    )
    total(traced_dataset(changed, before), "trade")
    assert asked == ["trade"]


def test_another_area_changes_what_names_areas_and_no_figures(data: Dataset) -> None:
    before = noted(data)
    areas = {**data.areas, "NAM": replace(data.areas["NAM"], name="Namib")}
    changed = traced_dataset(replace(data, areas=areas), before)
    tracer = tracer_of(changed)
    assert tracer is not None
    assert not tracer.is_as_before(frozenset({("observations", "imports"), ("areas",)}))
    assert tracer.is_as_before(frozenset({("observations", "imports")}))
    assert not tracer.is_as_before(frozenset({("topics",)}))  # nobody noted what they were
    total(changed, "exports")
    assert asked == []


def test_what_is_as_it_was_is_not_asked_again(data: Dataset, tmp_path: Path) -> None:
    traced, notes = traced_dataset(data), Notes()
    of_two(watched_dataset(traced, notes), "CHN")
    first = State(traced, {}).asked(notes.reads)
    assert first["CHN"].leaves == {("observations", "imports"), ("areas",)}
    tracer = tracer_of(traced)
    assert tracer is not None
    before = tracer.note({one.leaves for one in first.values() if one.leaves is not None})
    asked.clear()
    again = State(traced_dataset(data, before), {}).again(first)
    assert (again, asked) == (first, [])
    changed = rewritten(tmp_path, "imports,CHN,2020,100.5", "imports,CHN,2021,100.5")
    again = State(traced_dataset(changed, before), {}).again(first)
    assert (again, asked) == (first, ["CHN"])  # the answer is the same all the same


def test_what_an_answer_is_made_from_is_noted_anew_when_the_answer_is_the_same(
    data: Dataset,
) -> None:
    traced, notes = traced_dataset(data), Notes()
    of_two(watched_dataset(traced, notes), "CHN")
    stale = {
        name: replace(one, leaves=frozenset({("topics",)}), answers=digest(b"stale"))
        for name, one in State(traced, {}).asked(notes.reads).items()
    }
    again = State(traced_dataset(data, Before()), {}).again(stale)
    assert again["CHN"].leaves == {("observations", "imports"), ("areas",)}


def test_what_is_no_question_is_looked_at_each_time(data: Dataset) -> None:
    traced, notes = traced_dataset(data), Notes()
    assert watched_dataset(traced, notes).areas["CHN"].name == "China"
    first = State(traced, {}).asked(notes.reads)
    assert first["areas"].leaves is None
    areas = {**data.areas, "CHN": replace(data.areas["CHN"], name="PRC")}
    again = State(traced_dataset(replace(data, areas=areas)), {}).again(first)
    assert again["areas"].answers != first["areas"].answers


def test_notes_of_another_engine_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = make_config(tmp_path)
    assert last_book(Runner(config)) == Book()
    book = Book(before=Before(leaves={("areas",): b"x"}))
    Runner(config).note(NOTES, book)
    assert last_book(Runner(config)) == book
    monkeypatch.setattr(runner, "environment_digest", lambda: "another")
    assert last_book(Runner(config)) == Book()
