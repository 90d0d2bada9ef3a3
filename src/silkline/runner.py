# The only room that touches the cache and opens an executor. Tasks whose result is kept are not
# run; the others go to workers, and the executor is opened only when there are any: starting
# processes costs more than most builds.
"""Running the tasks of a plan, once for each key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from silkline.cache import Store, digest, task_key
from silkline.environment import environment_digest
from silkline.executors import ExecutorSettings, open_executor, submit_all
from silkline.model import Digest, KeptFile, Later, StaticFile, Task, TaskResult
from silkline.plan import Reason, explain_plan
from silkline.tasks import epoch, run_task, shipped

if TYPE_CHECKING:
    from silkline.config import Config


def note_key(name: str) -> Digest:
    """The key of what this engine notes under a name: another writes and answers otherwise."""
    return digest(b"note", name.encode(), environment_digest().encode())


class Runner:
    """Runs tasks for one build and remembers what it did.

    Args:
        config: Where results are kept and how many workers there are.
    """

    def __init__(self, config: Config) -> None:
        self._store = Store(config.cache_dir)
        self._workers = config.workers
        self._scheduler = config.scheduler
        self._staff: ExitStack | None = None
        self._executor: Executor | None = None
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
            kept = self._store.get(self.key(task))
            if kept is None:
                waiting.append(task)
            else:
                results[task.name] = kept
                self.reused += [task.name] if planned else []
        results |= self._run_waiting(waiting)
        self.ran += [task.name for task in waiting if planned]
        return dict(sorted(results.items()))

    @contextmanager
    def staffed(self) -> Iterator[None]:
        """Workers that are begun meanwhile stay to the end: what they have loaded serves again."""
        try:
            with ExitStack() as self._staff:
                yield
        finally:
            self._staff = self._executor = None

    def has(self, task: Task) -> bool:
        """Whether the result of a task is kept."""
        return self._store.get(self.key(task)) is not None

    def kept(self, task: Task) -> TaskResult | None:
        """The kept result of a task that this process does itself, if there is one."""
        kept = self._store.get(self.key(task))
        self.reused += [task.name] if kept else []
        return kept

    def keep(self, task: Task, value: object, seconds: float) -> None:
        """Keeps what this process has made."""
        result = TaskResult(name=task.name, value=value, seconds=seconds)
        self._store.put(self.key(task), result)
        self.ran.append(task.name)

    def kept_files(self, task: Task) -> tuple[KeptFile, ...] | None:
        """The kept files of a task that this process does itself, if they are there."""
        kept = self._store.get_files(self.key(task))
        self.reused += [task.name] if kept is not None else []
        return kept

    def keep_files(
        self, task: Task, files: Iterable[StaticFile], seconds: float
    ) -> tuple[KeptFile, ...]:
        """Keeps files that this process has made, and gives them as they are kept."""
        kept = self._store.put_files(self.key(task), task.name, files, seconds)
        self.ran.append(task.name)
        return kept

    def recall(self, name: str, *, whatever_engine: bool = False) -> Any:
        """What a build before noted under a name; None if none did, or only another engine."""
        found = self._store.get(self._noted(name, whatever_engine))
        return found.value if found else None

    def note(self, name: str, value: object, *, whatever_engine: bool = False) -> None:
        """Notes something for the next build; plain values alone for that of another engine."""
        key = self._noted(name, whatever_engine)
        self._store.put(key, TaskResult(name=name, value=value, seconds=0.0))

    def _noted(self, name: str, whatever_engine: bool) -> Digest:  # noqa: FBT001
        key = digest(b"note", name.encode()) if whatever_engine else note_key(name)
        self.keys.add(key)
        return key

    def explain(self, tasks: Iterable[Task]) -> tuple[Reason, ...]:
        """For each task why it would run, or an empty reason if its result is kept."""
        tasks = tuple(tasks)
        return explain_plan(tasks, self._store, {t.name: self.key(t) for t in tasks})

    def forget_unused(self) -> None:
        """Remove the results that this build did not ask for."""
        self._store.prune(frozenset(self.keys))

    def key(self, task: Task) -> Digest:
        """The key of a task's result."""
        key = task_key(task, epoch=epoch(task.kind), environment=environment_digest())
        self.keys.add(key)
        return key

    def _sent(self, task: Task) -> Task:
        """The task as a worker needs it: one elsewhere has none of our files."""
        payload = task.payload
        task = replace(task, payload=payload.make()) if isinstance(payload, Later) else task
        return shipped(task) if self._scheduler else task

    def _run_waiting(self, waiting: list[Task]) -> dict[str, TaskResult]:
        if not waiting:
            return {}
        results = {}
        with self._at_work(len(waiting)) as executor:
            calls = ((run_task, (self._sent(task),)) for task in waiting)
            for index, result in submit_all(executor, calls):
                if isinstance(result, Exception):
                    raise result
                task = waiting[index]
                self._store.put(self.key(task), result, inputs=task.inputs)
                results[task.name] = result
        return results

    @contextmanager
    def _at_work(self, most: int) -> Iterator[Executor]:
        """An executor for so many tasks, or the one that stays; its workers begin when needed."""
        workers = self._workers if self._staff else min(self._workers, most)
        settings = ExecutorSettings(workers=workers, scheduler=self._scheduler)
        if not self._staff:
            with open_executor(settings) as executor:
                yield executor
            return
        if not self._executor:
            self._executor = self._staff.enter_context(open_executor(settings))
        yield self._executor
