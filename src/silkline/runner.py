# The only room that touches the cache and opens an executor. Tasks whose result is kept are not
# run; the others go to workers, and the executor is opened only when there are any: starting
# processes costs more than most builds.
"""Running the tasks of a plan, once for each key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from silkline.cache import Store, task_key
from silkline.environment import environment_digest
from silkline.executors import ExecutorSettings, open_executor, submit_all
from silkline.model import Digest, Task, TaskResult
from silkline.plan import Reason, explain_plan
from silkline.tasks import epoch, run_task, shipped

if TYPE_CHECKING:
    from silkline.config import Config


T = TypeVar("T")


class Runner:
    """Runs tasks for one build and remembers what it did.

    Args:
        config: Where results are kept and how many workers there are.
    """

    def __init__(self, config: Config) -> None:
        self._store = Store(config.cache_dir)
        self._workers = config.workers
        self._scheduler = config.scheduler
        self.ran: list[str] = []
        self.reused: list[str] = []
        self.keys: set[Digest] = set()

    def run(self, tasks: Iterable[Task], *, planned: bool = True) -> dict[str, TaskResult]:
        """Results by task name, in order of names; kept ones are reused.

        Args:
            tasks: To be done.
            planned: Whether a plan names them. Those that follow from what pages say are known only
                when the pages are made, and are no part of what is told of a build.

        Raises:
            SilklineError: if a worker was lost twice over the same task.
        """
        results: dict[str, TaskResult] = {}
        waiting: list[Task] = []
        for task in tasks:
            kept = self._store.get(self._key(task))
            if kept is None:
                waiting.append(task)
            else:
                results[task.name] = kept
                self.reused += [task.name] if planned else []
        results |= self._run_waiting(waiting)
        self.ran += [task.name for task in waiting if planned]
        return dict(sorted(results.items()))

    def keep(self, task: Task, make: Callable[[], T]) -> T:
        """The kept value of a task, or that of `make`, which works in this process."""
        key = self._key(task)
        kept = self._store.get(key)
        if kept is not None:
            self.reused.append(task.name)
            found: T = kept.value
            return found
        start = time.perf_counter()
        value = make()
        seconds = time.perf_counter() - start
        result = TaskResult(name=task.name, value=value, seconds=seconds)
        self._store.put(key, result, inputs=task.inputs)
        self.ran.append(task.name)
        return value

    def explain(self, tasks: Iterable[Task]) -> tuple[Reason, ...]:
        """For each task why it would run, or an empty reason if its result is kept."""
        tasks = tuple(tasks)
        return explain_plan(tasks, self._store, {t.name: self._key(t) for t in tasks})

    def forget_unused(self) -> None:
        """Remove the results that this build did not ask for."""
        self._store.prune(frozenset(self.keys))

    def _key(self, task: Task) -> Digest:
        key = task_key(task, epoch=epoch(task.kind), environment=environment_digest())
        self.keys.add(key)
        return key

    def _sent(self, task: Task) -> Task:
        """The task as a worker needs it: one elsewhere has none of our files."""
        return shipped(task) if self._scheduler else task

    def _run_waiting(self, waiting: list[Task]) -> dict[str, TaskResult]:
        if not waiting:
            return {}
        results = {}
        workers = min(self._workers, len(waiting))
        settings = ExecutorSettings(workers=workers, scheduler=self._scheduler)
        with open_executor(settings) as executor:
            calls = ((run_task, (self._sent(task),)) for task in waiting)
            for index, result in submit_all(executor, calls):
                if isinstance(result, Exception):
                    raise result
                task = waiting[index]
                self._store.put(self._key(task), result, inputs=task.inputs)
                results[task.name] = result
        return results
