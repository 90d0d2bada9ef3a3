"""A kept result is the result, or there is none."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import pickle
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from silkline.cache import Store, digest, digest_file, digest_json, task_key
from silkline.model import Artifact, Digest, Outcome, Task, TaskResult
from silkline.problems import Location, Problem, Severity, SilklineError, render_text

KEY = digest(b"key")
ENVIRONMENT = digest(b"environment")
WARNING = Problem(
    where=Location(path="a.csv", line=2),
    code="TB001",
    message="looks odd",
    severity=Severity.WARNING,
)
RESULT = TaskResult(name="chart:x", value={"a": (1, "b")}, problems=(WARNING,), seconds=1.5)
TASK = Task(
    name="chart:x",
    kind="chart",
    inputs=(("data", digest(b"1")), ("theme", digest(b"2"))),
    payload=object(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    name: str
    values: tuple[Decimal | None, ...]
    day: date
    outcome: Outcome
    folder: Path
    codes: frozenset[str]


# --- Digests ---


def test_the_digest_of_one_part_is_what_sha256sum_prints():
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_it_matters_where_a_part_ends():
    found = {digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}
    assert len(found) == 4


def test_the_digest_of_a_file_is_that_of_its_content(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(b"abc" * 100_000)
    assert digest_file(path) == digest(b"abc" * 100_000)


def test_the_order_of_members_does_not_change_the_digest_of_json():
    assert digest_json({"a": 1, "b": [2, 3]}) == digest_json({"b": [2, 3], "a": 1})
    assert digest_json({"a": [1, 2]}) != digest_json({"a": [2, 1]})


def test_the_digest_of_a_dataclass_counts_every_field():
    job = Job(
        name="x",
        values=(Decimal("0.10"), None),
        day=date(2020, 1, 1),
        outcome=Outcome.REVISED,
        folder=Path("a/b"),
        codes=frozenset({"b", "a"}),
    )
    changed = [
        replace(job, name="y"),
        replace(job, values=(Decimal("0.1"), None)),
        replace(job, day=date(2020, 1, 2)),
        replace(job, outcome=Outcome.SUPPORTED),
        replace(job, folder=Path("a/c")),
        replace(job, codes=frozenset({"a"})),
    ]
    assert digest_json(job) == digest_json(replace(job))
    assert len({digest_json(j) for j in (job, *changed)}) == 7


@pytest.mark.parametrize("value", [object(), b"bytes", {"x": len}])
def test_what_has_no_canonical_form_is_refused(value: object):
    with pytest.raises(TypeError, match="no canonical JSON for"):
        digest_json(value)


def test_nan_is_refused():
    with pytest.raises(ValueError, match="Out of range float"):
        digest_json(float("nan"))


# --- Keys ---


def test_everything_that_can_change_a_result_changes_its_key():
    keys = {
        task_key(TASK, epoch=1, environment=ENVIRONMENT),
        task_key(TASK, epoch=2, environment=ENVIRONMENT),
        task_key(TASK, epoch=1, environment=digest(b"other")),
        task_key(replace(TASK, name="chart:y"), epoch=1, environment=ENVIRONMENT),
        task_key(replace(TASK, kind="map"), epoch=1, environment=ENVIRONMENT),
        task_key(replace(TASK, inputs=TASK.inputs[:1]), epoch=1, environment=ENVIRONMENT),
        task_key(
            replace(TASK, inputs=(("data", digest(b"2")), ("theme", digest(b"1")))),
            epoch=1,
            environment=ENVIRONMENT,
        ),
    }
    assert len(keys) == 7


def test_the_order_of_inputs_and_the_payload_do_not_change_a_key():
    other = replace(TASK, inputs=TASK.inputs[::-1], payload=None)
    assert task_key(TASK, epoch=1, environment=ENVIRONMENT) == task_key(
        other, epoch=1, environment=ENVIRONMENT
    )


# --- Store ---


def test_a_result_comes_back_whole(tmp_path: Path):
    Store(tmp_path).put(KEY, RESULT)
    assert Store(tmp_path).get(KEY) == RESULT
    assert Store(tmp_path).get(digest(b"other")) is None


def test_the_files_of_a_store_are_named_by_content(tmp_path: Path):
    Store(tmp_path).put(KEY, RESULT, inputs=TASK.inputs)
    content = pickle.dumps((RESULT.value, RESULT.problems), protocol=5)
    record = {
        "task": "chart:x",
        "key": KEY,
        "content": digest(content),
        "seconds": 1.5,
        "inputs": [list(pair) for pair in TASK.inputs],
        "files": [],
    }
    found = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*") if p.is_file()}
    names = f"names/{digest(b'chart:x')}.json"
    assert set(found) == {f"objects/{digest(content)}", f"keys/{KEY}.json", names}
    assert found[f"objects/{digest(content)}"].read_bytes() == content
    assert json.loads(found[f"keys/{KEY}.json"].read_bytes()) == record
    assert json.loads(found[names].read_bytes()) == record


def test_a_result_with_errors_is_not_kept(tmp_path: Path):
    error = replace(WARNING, severity=Severity.ERROR)
    Store(tmp_path).put(KEY, replace(RESULT, problems=(WARNING, error)))
    assert Store(tmp_path).get(KEY) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"x", pickle.dumps((1, ()))])
def test_a_damaged_object_is_as_good_as_none(tmp_path: Path, damage: bytes):
    store = Store(tmp_path)
    store.put(KEY, RESULT)
    (stored,) = (tmp_path / "objects").iterdir()
    whole = stored.read_bytes()
    stored.write_bytes(damage)
    assert store.get(KEY) is None
    stored.write_bytes(whole[:-1])
    assert store.get(KEY) is None
    stored.unlink()
    assert store.get(KEY) is None
    store.put(KEY, RESULT)
    assert store.get(KEY) == RESULT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"task": "chart:x"}',
        '{"task": "chart:x", "key": "K", "content": "C", "seconds": "long", "inputs": []}',
        '{"task": "chart:x", "key": "K", "content": "../../x", "seconds": 1, "inputs": []}',
        '{"task": "chart:x", "key": "K", "content": "C", "seconds": 1, "inputs": [1]}',
        "\x00\xff",
    ],
)
def test_a_damaged_record_is_as_good_as_none(tmp_path: Path, text: str):
    store = Store(tmp_path)
    store.put(KEY, RESULT, inputs=TASK.inputs)
    (content,) = (p.name for p in (tmp_path / "objects").iterdir())
    text = text.replace('"K"', f'"{KEY}"').replace('"C"', f'"{content}"')
    for folder in ("keys", "names"):
        for file in (tmp_path / folder).iterdir():
            file.write_text(text, encoding="latin-1")
    assert store.get(KEY) is None
    assert store.latest("chart:x") is None


def test_a_record_under_the_wrong_key_is_as_good_as_none(tmp_path: Path):
    store = Store(tmp_path)
    store.put(KEY, RESULT)
    other = digest(b"other")
    (tmp_path / f"keys/{KEY}.json").rename(tmp_path / f"keys/{other}.json")
    assert store.get(other) is None


def test_a_result_of_a_class_that_is_gone_is_as_good_as_none(tmp_path: Path):
    store = Store(tmp_path)
    store.put(KEY, RESULT)
    blob = b"\x80\x05cno_such_module\nNoSuchClass\n."
    (tmp_path / f"objects/{digest(blob)}").write_bytes(blob)
    path = tmp_path / f"keys/{KEY}.json"
    record = json.loads(path.read_bytes())
    path.write_text(json.dumps({**record, "content": digest(blob)}), encoding="utf-8")
    assert store.get(KEY) is None


def test_the_inputs_of_the_last_result_of_a_task_are_remembered(tmp_path: Path):
    store = Store(tmp_path)
    assert store.latest("chart:x") is None
    store.put(KEY, RESULT, inputs=TASK.inputs[::-1])
    assert store.latest("chart:x") == TASK.inputs
    store.put(digest(b"second"), RESULT, inputs=TASK.inputs[:1])
    assert store.latest("chart:x") == TASK.inputs[:1]


def test_pruning_keeps_what_is_asked_for_and_nothing_else(tmp_path: Path):
    store = Store(tmp_path)
    other = digest(b"other")
    store.put(KEY, RESULT, inputs=())
    store.put(other, replace(RESULT, name="chart:y", value="other"), inputs=())
    unfinished = tmp_path / "objects/.of-another-build"
    unfinished.write_bytes(b"half")
    assert store.prune(frozenset({KEY, digest(b"never stored")})) == 1
    assert store.get(KEY) == RESULT
    assert store.get(other) is None
    assert store.latest("chart:x") == ()
    assert store.latest("chart:y") is None
    assert len(list((tmp_path / "objects").iterdir())) == 2
    assert unfinished.exists()


def test_pruning_removes_what_a_dead_build_had_begun_to_write(tmp_path: Path):
    store = Store(tmp_path)
    store.put(KEY, RESULT)
    begun = [tmp_path / kind / ".begun" for kind in ("keys", "objects")]
    for file in begun:
        file.write_bytes(b"half")
    os.utime(begun[0], (0, 0))
    assert store.prune(frozenset({KEY})) == 0
    assert [file.exists() for file in begun] == [False, True]
    assert store.get(KEY) == RESULT


def test_pruning_keeps_an_object_that_two_keys_share(tmp_path: Path):
    store = Store(tmp_path)
    store.put(KEY, RESULT)
    store.put(digest(b"same"), RESULT)
    store.prune(frozenset({KEY}))
    assert store.get(KEY) == RESULT


def test_cleaning_removes_everything_and_nothing_is_missed_when_there_is_nothing(tmp_path: Path):
    store = Store(tmp_path / "cache")
    store.clean()
    assert store.prune(frozenset()) == 0
    store.put(KEY, RESULT)
    store.clean()
    assert not (tmp_path / "cache").exists()
    assert store.get(KEY) is None


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    with pytest.raises(SilklineError) as stopped:
        Store(tmp_path / "cache").put(KEY, RESULT)
    assert render_text(stopped.value.problems) == (
        f"{(tmp_path / 'cache').as_posix()}: error PB006: "
        "the cache folder cannot be written: Not a directory\n"
        "  help: free some space, mend the folder's permissions, or set another `cache_dir`."
    )


# --- Files of the site ---

FILES = (
    Artifact(uri="data/a.csv", content=b"a,b\n1,2\n"),
    Artifact(uri="data/a.json", content=b"{}"),
)


def put_files(folder: Path) -> Store:
    store = Store(folder)
    store.put_files(KEY, "files:a", FILES, 0.5)
    return store


def test_files_come_back_with_what_is_known_of_them(tmp_path: Path):
    store = Store(tmp_path)
    put = store.put_files(KEY, "files:a", FILES, 0.5)
    assert [(f.uri, f.size, f.sha256, f.content) for f in put] == [
        (f.uri, len(f.content), digest(f.content), f.content) for f in FILES
    ]
    assert Store(tmp_path).get_files(KEY) == put
    assert Store(tmp_path).get_files(digest(b"other")) is None


@pytest.mark.parametrize("damage", [b"", b"a,b\n1,3\n", None])
def test_files_of_which_one_is_not_whole_are_as_good_as_none(tmp_path: Path, damage: bytes | None):
    store = put_files(tmp_path)
    place = tmp_path / "objects" / FILES[0].sha256
    if damage is None:
        place.unlink()
    else:
        place.write_bytes(damage)
    assert store.get_files(KEY) is None
    assert store.get(KEY) is None


def test_pruning_keeps_the_files_that_are_asked_for_and_no_others(tmp_path: Path):
    store = put_files(tmp_path)
    shared = Artifact(uri="data/b.json", content=FILES[1].content)
    own = Artifact(uri="data/b.csv", content=b"b")
    store.put_files(digest(b"other"), "files:b", (own, shared), 0.5)
    assert store.prune(frozenset({KEY})) == 1
    assert store.get_files(KEY) is not None
    assert not (tmp_path / "objects" / own.sha256).exists()


def test_nothing_is_pruned_while_another_build_may_want_it(tmp_path: Path):
    first = put_files(tmp_path)
    file, other = first.get_files(KEY) or ()
    second = Store(tmp_path)
    del first  # as at the end of a build, before its files are copied into the site
    assert second.prune(frozenset()) == 0
    assert file.content == FILES[0].content
    path = file.path
    del file, other  # the site is written
    assert second.prune(frozenset()) == 1
    assert not path.exists()


def test_of_two_builds_that_want_to_be_alone_neither_is(tmp_path: Path):
    first, second = put_files(tmp_path), put_files(tmp_path)
    assert [store.prune(frozenset()) for store in (first, second, first)] == [0, 0, 0]
    assert first.get_files(KEY) is not None
    assert second.get_files(KEY) is not None


def _put_many(folder: Path) -> None:
    store = Store(folder)
    for n in range(100):
        store.put(Digest(digest(b"%d" % n)), replace(RESULT, value="x" * 10_000))


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path):
    context = multiprocessing.get_context("fork")
    other = context.Process(target=_put_many, args=(tmp_path,))
    other.start()
    _put_many(tmp_path)
    other.join()
    assert other.exitcode == 0
    store = Store(tmp_path)
    found = [store.get(digest(b"%d" % n)) for n in range(100)]
    assert all(result is not None and result.value == "x" * 10_000 for result in found)
    assert not list(tmp_path.rglob(".*"))
