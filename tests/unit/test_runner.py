# The runner with a real store and the tasks of this file, in this process: what runs, what is
# reused, what is kept.
"""Running the tasks of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_data import make_config

from silkline import tasks
from silkline.cache import digest
from silkline.config import Config
from silkline.executors import ExecutorSettings, open_executor
from silkline.model import Task
from silkline.plan import Reason
from silkline.problems import Location, Problem, Problems, Severity, SilklineError
from silkline.runner import Runner

WHERE = Location(path="data/table.csv", line=3)
WRONG = Problem(where=WHERE, code="TB004", message="no number")
ODD = Problem(where=WHERE, code="TB016", message="no rows", severity=Severity.WARNING)


class Work:
    """Keeps what it is given; problems and errors come by the payload."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __call__(self, payload: Any) -> tuple[Any, Problems]:
        self.done.append(payload)
        if payload == "stopped":
            raise SilklineError(WRONG)
        if payload == "bug":
            raise ZeroDivisionError
        return payload.upper(), {"wrong": (WRONG,), "odd": (ODD,)}.get(payload, ())


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    made = Work()
    monkeypatch.setattr("silkline.tasks.KINDS", {"tea": (made, 1)})
    return made


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


def task(name: str, content: str = "") -> Task:
    inputs = (("file", digest((content or name).encode())),)
    return Task(name=f"tea:{name}", kind="tea", inputs=inputs, payload=name)


def test_results_come_by_name_in_order_whatever_order_was_asked(work: Work, config: Config) -> None:
    runner = Runner(config)
    results = runner.run([task("b"), task("a")])
    assert [(name, r.value) for name, r in results.items()] == [("tea:a", "A"), ("tea:b", "B")]
    assert (work.done, runner.ran, runner.reused) == (["b", "a"], ["tea:b", "tea:a"], [])


def test_a_second_build_runs_only_what_changed(work: Work, config: Config) -> None:
    Runner(config).run([task("a"), task("b")])
    second = Runner(config)
    results = second.run([task("a"), task("b", "changed")])
    assert work.done == ["a", "b", "b"]
    assert (second.ran, second.reused) == (["tea:b"], ["tea:a"])
    assert [r.value for r in results.values()] == ["A", "B"]


def test_a_new_epoch_runs_everything_again(
    work: Work, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    Runner(config).run([task("a")])
    monkeypatch.setattr("silkline.tasks.KINDS", {"tea": (work, 2)})
    second = Runner(config)
    second.run([task("a")])
    assert second.ran == ["tea:a"]


def test_a_result_with_errors_is_told_and_not_kept(work: Work, config: Config) -> None:
    for _ in range(2):
        runner = Runner(config)
        results = runner.run([task("wrong"), task("odd")])
        assert results["tea:wrong"].problems == (WRONG,)
        assert results["tea:odd"].problems == (ODD,)
    assert work.done == ["wrong", "odd", "wrong"]
    assert runner.reused == ["tea:odd"]


def test_a_mistake_in_the_content_is_a_problem_of_its_task(work: Work, config: Config) -> None:
    results = Runner(config).run([task("stopped"), task("a")])
    assert (results["tea:stopped"].value, results["tea:stopped"].problems) == (None, (WRONG,))
    assert results["tea:a"].value == "A"
    assert work.done == ["stopped", "a"]


@pytest.mark.usefixtures("work")
def test_a_mistake_of_ours_keeps_its_traceback(config: Config) -> None:
    with pytest.raises(ZeroDivisionError):
        Runner(config).run([task("bug")])


def test_a_plan_runs_nothing(work: Work, config: Config) -> None:
    Runner(config).run([task("a")])
    reasons = Runner(config).explain([task("a"), task("b")])
    assert reasons == (Reason(task="tea:a", why=""), Reason(task="tea:b", why="new"))
    assert work.done == ["a"]


@pytest.mark.usefixtures("work")
def test_results_that_no_task_asks_for_any_more_are_removed(config: Config) -> None:
    Runner(config).run([task("a"), task("b")])
    later = Runner(config)
    later.run([task("a")])
    later.forget_unused()
    assert [r.why for r in Runner(config).explain([task("a"), task("b")])] == ["", "new"]


def test_nothing_to_run_opens_no_executor(
    work: Work, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    Runner(config).run([task("a")])
    monkeypatch.setattr("silkline.runner.open_executor", None)
    assert Runner(config).run([task("a")])["tea:a"].value == "A"
    assert work.done == ["a"]


def test_real_work_in_processes_gives_what_it_gives_in_this_one(config: Config) -> None:
    job = tasks.ValidateJob(package=None, root=config.root, codelists={})  # type: ignore[arg-type]
    broken = Task(name="validate:none", kind="validate", inputs=(), payload=job)
    for workers in (0, 1):
        with pytest.raises(AttributeError):
            Runner(replace(config, workers=workers)).run([broken])


def test_what_is_made_here_is_kept_for_the_same_inputs(config: Config) -> None:
    def page(content: str) -> Task:
        inputs = (("file", digest(content.encode())),)
        return Task(name="page:x", kind="page", inputs=inputs, payload=None)

    first, second = Runner(config), Runner(config)
    assert first.kept(page("a")) is None
    first.keep(page("a"), ("page",), 0.5)
    kept = second.kept(page("a"))
    assert kept is not None
    assert (kept.value, kept.seconds) == (("page",), 0.5)
    assert (first.ran, first.reused, second.ran, second.reused) == (["page:x"], [], [], ["page:x"])
    assert second.has(page("a"))
    assert not second.has(page("b"))
    assert second.reused == ["page:x"]


def test_what_a_build_notes_is_known_to_the_next_of_the_same_engine(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = Runner(config), Runner(config), Runner(config)
    assert first.recall("reads") is None
    first.note("reads", {"page": ("a",)})
    first.note("names", ("page",), whatever_engine=True)
    first.forget_unused()
    assert second.recall("reads") == {"page": ("a",)}
    monkeypatch.setattr("silkline.runner.environment_digest", lambda: digest(b"another"))
    assert third.recall("reads") is None
    assert third.recall("names", whatever_engine=True) == ("page",)


def test_workers_that_stay_do_one_set_of_tasks_after_the_other(
    work: Work, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []

    @contextmanager
    def counted(settings: ExecutorSettings) -> Iterator[Executor]:
        opened.append(settings.workers)
        with open_executor(replace(settings, workers=0)) as executor:
            yield executor
        opened.append(-1)

    monkeypatch.setattr("silkline.runner.open_executor", counted)
    runner = Runner(replace(config, workers=3))
    with runner.staffed():
        runner.run([task("a")])
        runner.run([task("b"), task("c")])
        runner.run([task("a")])
        assert opened == [3]
    assert opened == [3, -1]
    runner.run([task("d")])
    assert opened == [3, -1, 1, -1]
    assert work.done == ["a", "b", "c", "d"]


@pytest.mark.usefixtures("work")
def test_no_worker_is_begun_for_nothing_nor_left_after_a_mistake(config: Config) -> None:
    runner = Runner(config)
    with runner.staffed():
        assert runner.run([]) == {}
    with pytest.raises(ZeroDivisionError), runner.staffed():
        runner.run([task("bug")])
    assert runner.run([task("a")])["tea:a"].value == "A"
