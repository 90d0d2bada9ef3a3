# One story from bytes to bytes: read, run, reduce. Failures come back as problems that name the
# notebook, the cell and the physical line in the file, because a contributor edits the file and
# not our idea of it.
"""Running a story."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from silkline.isolation import PROCESSES, REMEDY
from silkline.marks import Marked, read_json, suggest
from silkline.notebooks.job import NotebookJob, NotebookRun
from silkline.notebooks.outputs import Reduction
from silkline.notebooks.page import cell_place, notebook_json, rests_on, with_prose
from silkline.notebooks.prose import Prose
from silkline.problems import Location, Problem, SilklineError, has_errors

if TYPE_CHECKING:
    from silkline.notebooks.kernel import CellFailure

UNDECLARED: Final = "UndeclaredRead"
"""Name of the error that `silkline.read` and `silkline.read_table` raise for what the notebook
does not declare."""

_FILE: Final = "notebook.ipynb"
_LONGEST: Final = 103 - len("/sk-12345678/kernel/ipc-5")
"""Bytes in the name of a folder of temporary files: a socket's name has 103 at most (macOS)."""
_SHORT: Final = "/tmp"  # noqa: S108 (a folder of a name of its own is made in it)
_NOT_DECLARED: Final = re.compile(r'this notebook does not declare that it reads "([^"]+)"')
_CELL_FILE: Final = re.compile(r" \(\d+\.py, line \d+\)$")
"""How a kernel calls the cell in which there is a mistake of syntax."""


def run_notebook(job: NotebookJob) -> NotebookRun:
    """Run a notebook in a clean folder that holds only its data, in an environment of its own.

    Content mistakes come back as problems, and then the run holds no notebook.
    """
    place = _place()
    with tempfile.TemporaryDirectory(prefix="sk-", dir=place, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / _FILE).write_bytes(job.content)
        try:
            marked = read_json(folder / _FILE, folder, family="NB")
        except SilklineError as error:
            return NotebookRun(slug=job.slug, problems=_renamed(error.problems, job.path))
        (folder / "kernel").mkdir()
        return _run(job, marked, folder / "kernel")


def _place() -> str | None:
    """Where the folder of a run is made: no longer name than the sockets of a kernel allow."""
    usual = tempfile.gettempdir()
    is_long = len(os.fsencode(usual)) > _LONGEST and Path(_SHORT).is_dir()
    return _SHORT if is_long else None


def _run(job: NotebookJob, marked: Marked, folder: Path) -> NotebookRun:
    # Loaded by the worker that runs a story, and by no other process.
    import nbformat

    from silkline.notebooks.kernel import run_cells

    try:
        notebook = nbformat.reads(job.content.decode("utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (
        nbformat.ValidationError,
        nbformat.reader.NotJSONError,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
    ) as error:
        return NotebookRun(slug=job.slug, problems=(_invalid(job, error),))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    failure = run_cells(
        notebook,
        folder,
        job.data,
        timeout_s=job.timeout_s,
        memory_limit_mb=job.memory_limit_mb,
    )
    if failure:
        return NotebookRun(slug=job.slug, problems=(_failed(job, marked, notebook.cells, failure),))
    return _reduced(job, marked, notebook)


def _reduced(job: NotebookJob, marked: Marked, notebook: Any) -> NotebookRun:
    reduction = Reduction(slug=job.slug, prose=Prose(), language=job.language)
    cells = [
        _cell(cell, _where(job, marked, place), reduction)
        for place, cell in enumerate(notebook.cells)
    ]
    problems = tuple(reduction.problems)
    if has_errors(problems):
        return NotebookRun(slug=job.slug, problems=problems)
    meta = dict(notebook.metadata.get("silkline", {}))
    run = NotebookRun(
        slug=job.slug,
        notebook=notebook_json(cells, {**meta, "rests": rests_on(job, meta)}),
        charts=tuple(reduction.charts),
    )
    whole = with_prose(run, job.content, path=job.path)
    return replace(whole, problems=(*problems, *whole.problems))


def _cell(cell: Any, where: Location, reduction: Reduction) -> dict[str, Any]:
    made = {"id": cell.get("id", "cell"), "cell_type": cell.cell_type, "source": cell.source}
    shown = ""
    if cell.cell_type == "code":
        made |= {"execution_count": None, "outputs": []}
        shown = reduction.html(cell.outputs, where)
    return {**made, "metadata": {"silkline": {"shown": shown}}}


def _failed(
    job: NotebookJob, marked: Marked, cells: Sequence[Any], failure: CellFailure
) -> Problem:
    place = max(failure.cell, 0)
    number = f"cell {place + 1}"
    where = _where(job, marked, place, failure.line)
    code, message, hint = _explained(job, number, failure)
    line = cells[place].source.splitlines()[failure.line - 1] if failure.line and cells else ""
    return Problem(where=where, code=code, message=message, hint=hint, excerpt=line)


def _explained(job: NotebookJob, number: str, failure: CellFailure) -> tuple[str, str, str]:
    if failure.name == UNDECLARED:
        return "NB023", *_undeclared(job, number, failure.text)
    if failure.name == "SystemExit":
        return "NB027", f"{number} ends the run with sys.exit", "let the cells run to the end."
    if failure.kind == "timeout":
        return (
            "NB021",
            f"{number} was still running after {job.timeout_s} seconds for the notebook",
            ("make it do less, or raise `notebook_timeout_s` in mkdocs.yml."),
        )
    if failure.kind == "refused":
        return "NB032", f"the notebook is not run: {failure.text}", REMEDY
    if failure.kind == "dead":
        told = f": {failure.text}" if failure.text and failure.cell < 0 else ""
        return (
            "NB022",
            f"the kernel died in {number}{told}",
            (f"it was killed or ran out of memory ({job.memory_limit_mb} MB): do less in it."),
        )
    text = _CELL_FILE.sub("", failure.text)
    text = f"{failure.name}: {text}" if text else failure.name
    hint = "run the notebook from the top and mend the cell."
    if failure.name == "ModuleNotFoundError":
        hint = "use what the site is built with, such as pandas, and Altair for charts; or install it."
    if failure.name == "BlockingIOError" or "start new thread" in text:
        hint = f"start fewer: a notebook may have {PROCESSES} processes and threads at once."
    return "NB020", f"{number} fails with {text}", hint


def _undeclared(job: NotebookJob, number: str, text: str) -> tuple[str, str]:
    """Message and hint; a name like a declared one is a slip rather than a read of something else."""
    found = _NOT_DECLARED.match(text)
    if found is None:
        return f"{number} reads what the notebook does not declare: {text}", "leave it out."
    name = found[1]
    declared = {file.rpartition(".")[0] for file in job.data}
    add = f'add "{name}" to `silkline.reads` in the notebook\'s metadata.'
    near = suggest(name, declared)
    message = f'{number} reads "{name}", which the notebook does not declare'
    return message, f"{near} If not, {add}" if near else add


def _where(job: NotebookJob, marked: Marked, place: int, line: int = 0) -> Location:
    return cell_place(marked, job.path, place, line)


def _invalid(job: NotebookJob, error: Exception) -> Problem:
    reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else "unknown format"
    return Problem(
        where=Location(path=job.path),
        code="NB029",
        message=f"the file is not a valid notebook: {reason}",
        hint="save it again with JupyterLab in format 4.",
    )


def _renamed(problems: Sequence[Problem], path: str) -> tuple[Problem, ...]:
    return tuple(replace(p, where=replace(p.where, path=path)) for p in problems)
