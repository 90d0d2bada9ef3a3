# Pure: from what is known to what will run. The tasks of checking need only what lies on disk;
# those of drawing and running need the data, so a plan is made twice.
"""From content to tasks, each with everything that can change its result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from silkline.cache import digest, digest_json
from silkline.model import Catalog, Digest, Later, Notebook, Package, PackageKind, Task
from silkline.tasks import ValidateJob

if TYPE_CHECKING:
    from silkline.cache import Inputs, Store
    from silkline.notebooks import NotebookJob
    from silkline.pictures import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a task will run."""

    task: str
    why: str
    """Such as "new" or "data/population.csv changed"; empty if it will not run."""


def plan_validation(
    catalog: Catalog, root: Path, codelists: Mapping[str, frozenset[str]]
) -> tuple[Task, ...]:
    """A task for each package: its own files, its raw files, and the codes it may use."""
    lists = digest_json({name: sorted(codes) for name, codes in codelists.items()})
    return tuple(_validation(package, root, codelists, lists) for package in catalog.packages)


def plan_charts(jobs: Mapping[str, tuple[Digest, Later]]) -> tuple[Task, ...]:
    """A task for each chart: what it draws, by its digest, and the typeface to measure it with."""
    from silkline.charts import typeface_digest

    typeface = Digest(typeface_digest())
    return tuple(
        Task(
            name=f"chart:{name}",
            kind="chart",
            inputs=(("job", drawn), ("typeface", typeface)),
            payload=job,
        )
        for name, (drawn, job) in sorted(jobs.items())
    )


def plan_cards(cards: Iterable[Card]) -> tuple[Task, ...]:
    """Tasks that draw a few dozen pictures each; a page stays with its task whatever is added."""
    from silkline.pictures import fonts_digest

    batches: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda c: c.address):
        batches.setdefault(digest(card.address.encode())[0], []).append(card)
    typefaces = Digest(fonts_digest())
    return tuple(
        Task(
            name=f"cards:{name}",
            kind="cards",
            inputs=(("cards", digest_json(batch)), ("typefaces", typefaces)),
            payload=tuple(batch),
        )
        for name, batch in sorted(batches.items())
    )


def plan_notebooks(
    notebooks: Iterable[Notebook], jobs: Mapping[str, NotebookJob]
) -> tuple[Task, ...]:
    """A task for each story: its code, and the files of the data that it declares it reads.

    Prose is no input: it is put into the finished run, and a corrected word runs nothing.
    """
    return tuple(
        Task(
            name=f"notebook:{notebook.slug}",
            kind="notebook",
            inputs=tuple(sorted(_notebook_inputs(notebook, jobs[notebook.slug]))),
            payload=jobs[notebook.slug],
        )
        for notebook in notebooks
    )


def explain_plan(
    tasks: Iterable[Task], store: Store, keys: Mapping[str, Digest]
) -> tuple[Reason, ...]:
    """For each task, why it will run; tasks whose result is kept have no reason."""
    return tuple(_reason(task, store, keys[task.name]) for task in tasks)


def _validation(
    package: Package, root: Path, codelists: Mapping[str, frozenset[str]], lists: Digest
) -> Task:
    inputs = [("package", package.digest)]
    if package.kind not in {PackageKind.PLAIN, PackageKind.FOREIGN}:
        inputs.append(("codelists", lists))
    job = ValidateJob(package=package, root=root, codelists=codelists)
    return Task(
        name=f"validate:{package.name}", kind="validate", inputs=tuple(sorted(inputs)), payload=job
    )


def _notebook_inputs(notebook: Notebook, job: NotebookJob) -> Iterator[tuple[str, Digest]]:
    from silkline.charts import typeface_digest

    yield "code", notebook.code_digest
    yield "typeface", Digest(typeface_digest())
    yield "limits", digest_json([job.timeout_s, job.memory_limit_mb])
    for name, content in job.data.items():
        yield f"data/{name}", digest(content)


def _reason(task: Task, store: Store, key: Digest) -> Reason:
    if store.get(key) is not None:
        return Reason(task=task.name, why="")
    return Reason(task=task.name, why=why(store.latest(task.name), task.inputs))


def why(before: Inputs | None, now: Inputs) -> str:
    """What has changed in what a task depends on."""
    if before is None:
        return "new"
    old, new = dict(before), dict(now)
    changed = [name for name, value in new.items() if old.get(name) != value]
    gone = [name for name in old if name not in new]
    told = [f"{name} changed" for name in changed] + [f"{name} gone" for name in gone]
    return ", ".join(told) or "the environment or the engine changed"
