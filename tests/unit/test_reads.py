# What work asks is noted at the right place, and answers are told apart exactly when they differ.
"""Watched data, and the answers that make a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from small_data import make_config, read_dataset, write_packages

from silkline import series
from silkline.model import AreaKind, Dataset
from silkline.reads import Notes, Reads, State, WatchedMapping, watched_dataset, watched_object

Ask = Callable[[Dataset], object]


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


def asked(data: Dataset, ask: Ask) -> Reads:
    notes = Notes()
    ask(watched_dataset(data, notes))
    return notes.reads


def inputs(state: State, reads: Reads) -> dict[str, str]:
    return {name: one.answers for name, one in state.asked(reads).items()}


def with_value(data: Dataset, indicator: str, area: str, text: str) -> Dataset:
    """The data with another last value of an indicator and area."""
    found = list(data.observations[indicator])
    place = max(n for n, o in enumerate(found) if o.ref_area == area)
    found[place] = replace(found[place], text=text, value=Decimal(text))
    return replace(data, observations={**data.observations, indicator: tuple(found)}, memo={})


def test_what_is_asked_is_noted_as_it_was_asked(data: Dataset) -> None:
    def ask(watched: Dataset) -> None:
        assert watched.areas["CHN"].name == "China"
        assert "XXX" not in watched.areas
        assert watched.units.get("xxx") is None
        assert next(iter(watched.topics)) == "trade"
        assert len(watched.sources) == 2
        assert [b.ref_area for b in watched.breaks] == ["NAM"]
        assert watched.packages["trade"].title
        assert "CHN" in series.by_area(watched, "exports")
        assert series.periods(watched, "exports") == ("2020", "2021")

    question = ("?", "silkline.series.questions")
    assert asked(data, ask) == {
        ("item", ("areas",)): ("CHN",),
        ("has", ("areas",)): ("XXX",),
        ("item", ("units",)): ("xxx",),
        ("keys", ("topics",)): (None,),
        ("count", ("sources",)): (None,),
        ("all", ("breaks",)): (None,),
        ("has", ("packages",)): ("trade",),
        ("item", ("packages", "trade")): ("title",),
        ("has", (*question, "by_area", ("exports",), ())): ("CHN",),
        ("all", (*question, "periods", ("exports",), ())): (None,),
    }


def test_what_is_watched_answers_as_the_data_do(data: Dataset) -> None:
    watched = watched_dataset(data, Notes())
    for name in ("areas", "observations", "derivations", "tables"):
        assert dict(getattr(watched, name)) == dict(getattr(data, name))
    assert {p.name: p.digest for p in watched.packages.values()} == {
        p.name: p.digest for p in data.packages.values()
    }
    assert tuple(watched.breaks) == data.breaks
    assert watched.release == data.release
    assert watched.edition(["trade"]) == data.edition(["trade"])
    assert series.latest(watched, "exports", "NAM") is series.latest(data, "exports", "NAM")


@pytest.mark.parametrize(
    ("ask", "same"),
    [
        (lambda d: series.latest(d, "exports", "NAM"), False),
        (lambda d: series.latest(d, "exports", "CHN"), True),
        (lambda d: series.by_area(d, "exports")["CHN"], True),
        (lambda d: series.by_area(d, "exports")["NAM"], False),
        (lambda d: series.periods(d, "exports"), True),
        (lambda d: series.preferred(d, "imports"), True),
        (lambda d: d.observations["exports"], False),
        (lambda d: list(d.observations), True),
        (lambda d: d.observations.values(), False),
        (lambda d: d.indicators["exports"], True),
    ],
)
def test_an_answer_changes_where_the_value_counts(data: Dataset, ask: Ask, *, same: bool) -> None:
    reads = asked(data, ask)
    changed = with_value(data, "exports", "NAM", "0.30")
    before, after = inputs(State(data, {}), reads), inputs(State(changed, {}), reads)
    assert (before == after) is same


def test_a_value_that_is_printed_otherwise_is_another(data: Dataset) -> None:
    reads = asked(data, lambda d: d.observations["exports"])
    changed = with_value(data, "exports", "NAM", "0.200")
    assert inputs(State(changed, {}), reads) != inputs(State(data, {}), reads)


def test_what_is_of_another_kind_or_is_not_there_is_another(data: Dataset) -> None:
    reads = asked(data, lambda d: d.areas.get("NAM"))
    namibia = data.areas["NAM"]
    for areas in (
        {**data.areas, "NAM": replace(namibia, kind=AreaKind.ZONE)},
        {**data.areas, "NAM": replace(namibia, name="", name_zh=namibia.name + namibia.name_zh)},
        {code: area for code, area in data.areas.items() if code != "NAM"},
    ):
        changed = State(replace(data, areas=areas), {})
        assert inputs(changed, reads) != inputs(State(data, {}), reads)


def test_an_answer_is_told_by_what_it_is_about(data: Dataset) -> None:
    reads = asked(data, lambda d: (d.areas["CHN"], series.latest(d, "exports", "CHN")))
    assert list(inputs(State(data, {}), reads)) == ["areas", "exports"]


def test_settings_count_one_by_one_and_places_do_not(data: Dataset, tmp_path: Path) -> None:
    config, notes = make_config(tmp_path), Notes()
    watched = watched_object(config, ("config",), notes)
    assert (watched.focus, watched.root) == (config.focus, config.root)
    assert notes.reads == {("item", ("config",)): ("focus",)}

    def found(**changed: object) -> object:
        other = replace(config, **changed)  # type: ignore[arg-type]
        return inputs(State(data, {"config": other}), notes.reads)

    assert found(site_name="Another", root=tmp_path / "other") == found()
    assert found(focus=("XXX",)) != found()


def test_parts_beside_the_data_are_asked_like_them(data: Dataset) -> None:
    notes = Notes()
    assert WatchedMapping({"a": 1, "b": 2}, ("files",), notes).get("a") == 1
    first = inputs(State(data, {"files": {"a": "one", "b": "two"}}), notes.reads)
    assert inputs(State(data, {"files": {"a": "one", "b": "other"}}), notes.reads) == first
    assert inputs(State(data, {"files": {"a": "other", "b": "two"}}), notes.reads) != first


def test_a_question_that_nobody_can_answer_any_more_is_no_answer(data: Dataset) -> None:
    reads = {("all", ("?", "silkline.series.questions", "gone", (), ())): (None,)}
    with pytest.raises(AttributeError):
        inputs(State(data, {}), reads)
