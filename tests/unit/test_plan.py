# A plan is pure: what is in the key of each task, and the reason that is told when it will run.
"""From content to tasks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from silkline.cache import Store, digest, digest_json, task_key
from silkline.charts import typeface_digest
from silkline.load import load_package
from silkline.model import Catalog, Digest, Later, Notebook, Package, Task, TaskResult
from silkline.notebooks import NotebookJob
from silkline.plan import Reason, explain_plan, plan_charts, plan_notebooks, plan_validation
from silkline.problems import Location

STARTER = Path(__file__).parents[2] / "src/silkline/starter"
LISTS = {"areas": frozenset({"DNK", "SWE"})}
NOTEBOOK = Notebook(
    slug="tea",
    path=Path("tea.ipynb"),
    title="Tea",
    title_zh="",
    description="",
    authors=(),
    date="2026-01-01",
    topics=(),
    reads=("sales",),
    code_digest=digest(b"code"),
    digest=digest(b"file"),
    where=Location(path="notebooks/tea.ipynb"),
)
JOB = NotebookJob(
    slug="tea",
    path="notebooks/tea.ipynb",
    content=b"{}",
    data={"sales.json": b"{}", "sales.csv": b"a"},
    timeout_s=60,
)


def package(name: str) -> Package:
    found, problems = load_package(STARTER / "datapackages" / name, STARTER)
    assert problems == ()
    assert found is not None
    return found


def validation(one: Package, lists: dict[str, frozenset[str]] = LISTS) -> dict[str, Digest]:
    (task,) = plan_validation(Catalog(packages=(one,), notebooks=()), STARTER, lists)
    assert task.name == f"validate:{one.name}"
    return dict(task.inputs)


def notebook_inputs(notebook: Notebook, job: NotebookJob) -> dict[str, Digest]:
    (task,) = plan_notebooks([notebook], {"tea": job})
    assert (task.name, task.kind, task.payload) == ("notebook:tea", "notebook", job)
    return dict(task.inputs)


# --- what is in a key ---


def test_a_package_is_checked_again_when_itself_its_raw_files_or_the_code_lists_change(
    tmp_path: Path,
) -> None:
    one = package("nordic-population")
    before = validation(one)
    assert list(before) == ["codelists", "package"]
    assert validation(one, {"areas": frozenset({"DNK"})}) != before
    assert validation(replace(one, digest=digest(b"other"))) != before
    copy = tmp_path / "datapackages" / one.name
    shutil.copytree(one.folder, copy)
    same, _ = load_package(copy, tmp_path)
    (copy / "raw/SOURCE.md").write_text("from elsewhere", encoding="utf-8")
    changed, _ = load_package(copy, tmp_path)
    assert same is not None
    assert changed is not None
    assert validation(same) == before
    assert validation(changed) != before


def test_the_order_of_a_code_list_does_not_matter() -> None:
    one = package("nordic-population")
    lists = {"units": frozenset({"a"}), "areas": frozenset({"SWE", "DNK"})}
    assert validation(one, lists) == validation(one, dict(reversed(lists.items())))


def test_a_story_runs_again_for_its_code_its_data_and_its_limits() -> None:
    before = notebook_inputs(NOTEBOOK, JOB)
    assert list(before) == ["code", "data/sales.csv", "data/sales.json", "limits", "typeface"]
    changes = {
        "code": notebook_inputs(replace(NOTEBOOK, code_digest=digest(b"other")), JOB),
        "data/sales.csv": notebook_inputs(
            NOTEBOOK, replace(JOB, data={**JOB.data, "sales.csv": b"b"})
        ),
        "limits": notebook_inputs(NOTEBOOK, replace(JOB, timeout_s=61)),
    }
    for name, after in changes.items():
        assert {key for key in before if before[key] != after[key]} == {name}


def test_a_corrected_word_runs_no_story() -> None:
    told = replace(NOTEBOOK, title="Coffee", digest=digest(b"other file"))
    assert notebook_inputs(told, replace(JOB, content=b"{ }")) == notebook_inputs(NOTEBOOK, JOB)


def test_charts_are_planned_in_order_and_by_all_that_they_draw() -> None:
    drawn = {name: digest_json({"title": name}) for name in "ba"}
    tasks = plan_charts({name: (d, Later(lambda: None)) for name, d in drawn.items()})
    typeface = ("typeface", typeface_digest())
    assert [(t.name, t.kind, t.inputs) for t in tasks] == [
        ("chart:a", "chart", (("job", drawn["a"]), typeface)),
        ("chart:b", "chart", (("job", drawn["b"]), typeface)),
    ]


# --- why a task will run ---


def task(**inputs: str) -> Task:
    named = tuple(sorted((n.replace("__", "/"), digest(v.encode())) for n, v in inputs.items()))
    return Task(name="validate:tea", kind="validate", inputs=named, payload=None)


def reason(store: Store, wanted: Task, environment: str = "here") -> str:
    key = task_key(wanted, epoch=1, environment=Digest(environment))
    (found,) = explain_plan([wanted], store, {wanted.name: key})
    assert found == Reason(task="validate:tea", why=found.why)
    return found.why


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Keeps the result of a task with two inputs."""
    kept = Store(tmp_path)
    done = task(package="1", raw="1")
    key = task_key(done, epoch=1, environment=Digest("here"))
    kept.put(key, TaskResult(name=done.name), inputs=done.inputs)
    return kept


def test_a_kept_result_gives_no_reason(store: Store) -> None:
    assert reason(store, task(package="1", raw="1")) == ""


def test_a_task_that_never_ran_is_new(tmp_path: Path) -> None:
    assert reason(Store(tmp_path), task(package="1")) == "new"


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (task(package="2", raw="1"), "package changed"),
        (task(package="2", raw="2"), "package changed, raw changed"),
        (task(package="1"), "raw gone"),
        (task(package="2", more="1"), "more changed, package changed, raw gone"),
    ],
)
def test_the_reason_names_each_input_that_changed(store: Store, wanted: Task, why: str) -> None:
    assert reason(store, wanted) == why


def test_where_no_input_changed_the_environment_did(store: Store) -> None:
    wanted = task(package="1", raw="1")
    assert reason(store, wanted, "elsewhere") == "the environment or the engine changed"
