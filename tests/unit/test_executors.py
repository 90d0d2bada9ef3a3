"""Work gives the same results wherever it runs, and a lost worker never hangs a build."""

from __future__ import annotations

import pickle
import time
from contextlib import suppress
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest
from working import importable

from silkline import endings
from silkline.executors import Call, ExecutorSettings, open_executor, submit_all
from silkline.problems import Location, Problem, SilklineError, render_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

STOPPED = Problem(where=Location(path="a.csv", line=3), code="TB004", message="not a number")


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Work for other processes."""
    with importable(tmp_path, monkeypatch) as module:
        yield module


@pytest.mark.parametrize("workers", [0, 2])
def test_every_call_gives_its_result_under_its_own_place(work: ModuleType, workers: int):
    with open_executor(ExecutorSettings(workers=workers)) as executor:
        outcomes = dict(submit_all(executor, ((work.square, (n,)) for n in range(20))))
    assert outcomes == {n: n * n for n in range(20)}


@pytest.mark.parametrize("workers", [0, 1])
def test_an_exception_comes_back_as_an_outcome_with_its_problems(work: ModuleType, workers: int):
    with open_executor(ExecutorSettings(workers=workers)) as executor:
        outcomes = dict(submit_all(executor, [(work.stop, ()), (work.square, (3,))]))
    assert isinstance(outcomes[0], SilklineError)
    assert outcomes[0].problems == (STOPPED,)
    assert outcomes[1] == 9


def test_no_calls_give_no_outcomes():
    with open_executor(ExecutorSettings(workers=0)) as executor:
        assert list(submit_all(executor, [])) == []


def test_calls_in_this_process_run_one_after_the_other_as_results_are_taken():
    ran: list[int] = []
    with open_executor(ExecutorSettings(workers=0)) as executor:
        outcomes = submit_all(executor, ((ran.append, (n,)) for n in range(3)))
        next(outcomes)
        assert ran == [0]
        assert [index for index, _ in outcomes] == [1, 2]
    assert ran == [0, 1, 2]


def test_a_worker_that_dies_once_costs_a_retry(work: ModuleType, tmp_path: Path):
    calls = [
        (work.die_once, (tmp_path / "mark",)),
        *((work.square, (n,)) for n in range(6)),
    ]
    with open_executor(ExecutorSettings(workers=2)) as executor:
        outcomes = dict(submit_all(executor, calls))
    assert outcomes == {0: "done", 1: 0, 2: 1, 3: 4, 4: 9, 5: 16, 6: 25}


def test_a_worker_that_dies_twice_is_a_problem_of_that_call_alone(work: ModuleType):
    calls = [(work.square, (2,)), (work.die, ()), (work.square, (3,)), (work.square, (4,))]
    with open_executor(ExecutorSettings(workers=2)) as executor:
        outcomes = dict(submit_all(executor, calls))
    lost = outcomes.pop(1)
    assert outcomes == {0: 4, 2: 9, 3: 16}
    assert isinstance(lost, SilklineError)
    assert render_text(lost.problems) == (
        ".: error PB010: the process that ran 'die' ended twice without a result\n"
        "  help: it may have run out of memory: "
        "try fewer `workers`, or 0 to run all in one process."
    )
    assert pickle.loads(pickle.dumps(lost)).problems == lost.problems


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where work leaves marks; who ends it has little patience."""
    monkeypatch.setattr(endings, "PATIENCE_S", 1)
    return tmp_path


def end_when_begun(place: Path, calls: list[Call[object]]) -> float:
    """Leave the executor as Ctrl-C would; returns the seconds that this took."""
    begun = time.monotonic() + 60
    with suppress(KeyboardInterrupt), open_executor(ExecutorSettings(workers=1)) as executor:
        for function, arguments in calls:
            executor.submit(function, *arguments)
        while not (place / "begun").exists():
            assert time.monotonic() < begun
            time.sleep(0.01)
        begun = time.monotonic()
        raise KeyboardInterrupt
    assert active_children() == []
    return time.monotonic() - begun


def test_a_worker_that_is_ended_clears_away_and_begins_nothing_else(work: ModuleType, place: Path):
    calls = [(work.linger, (place,)), *((work.touch, (place / f"{n}",)) for n in range(2))]
    assert end_when_begun(place, calls) < 1
    assert {path.name for path in place.iterdir()} >= {"begun", "cleared"}
    assert not any((place / name).exists() for name in "01")


def test_a_worker_that_will_not_end_is_ended_by_force(work: ModuleType, place: Path):
    assert end_when_begun(place, [(work.be_deaf, (place,))]) < 3


def test_nobody_waits_for_a_result_that_was_broken_off(work: ModuleType, place: Path):
    calls: list[Call[object]] = [(work.send_a_part, (place,)), (work.square, (2,))]
    assert end_when_begun(place, calls) < 3


def test_an_interruption_is_no_outcome():
    def interrupt() -> None:
        raise KeyboardInterrupt

    with open_executor(ExecutorSettings(workers=0)) as executor, pytest.raises(KeyboardInterrupt):
        list(submit_all(executor, [(interrupt, ())]))
