# What has been computed once is not computed again: results lie under the digest of everything
# that can change them. No time stamps and no database; two builds may share a folder; a damaged
# entry is as good as none. Files are written beside their place and renamed, so that a reader
# never meets half of one.
"""Digests, task keys and the store of results.

The cache folder is trusted as much as the code itself: results are pickles, and unpickling can run
code. Never restore it from a place that others can write to, such as a pull request's build.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any, Final

from silkline.model import Digest, Task, TaskResult
from silkline.problems import Location, Problem, SilklineError, has_errors

Inputs = tuple[tuple[str, Digest], ...]
"""Names of what a task depends on, each with the digest of its content."""

ABANDONED_S: Final = 24 * 3600
"""Seconds after which a file that is still being written belongs to nobody."""
PICKLE_PROTOCOL: Final = 5
"""Written out, so that another Python gives the same bytes."""


def digest(*parts: bytes) -> Digest:
    """SHA-256 of some bytes; of several parts, such that it matters where one ends.

    The digest of one part is the plain SHA-256 that `sha256sum` prints.
    """
    if len(parts) == 1:
        return Digest(hashlib.sha256(parts[0]).hexdigest())
    whole = hashlib.sha256()
    for part in parts:
        whole.update(b"%d:" % len(part))
        whole.update(part)
    return Digest(whole.hexdigest())


def digest_file(path: Path) -> Digest:
    """SHA-256 of a file's content. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        return Digest(hashlib.file_digest(stream, "sha256").hexdigest())


def digest_json(value: object) -> Digest:
    """SHA-256 of a value's canonical JSON: keys sorted, no spaces, UTF-8, no NaN.

    Dataclasses count by their fields, mappings as objects, sets sorted; decimals, dates and paths
    by their text. Raises TypeError for anything else that JSON does not know.
    """
    text = json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )
    return digest(text.encode())


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Decimal | date | PurePath):
        return str(value)
    raise TypeError(f"no canonical JSON for {type(value).__name__}")


def task_key(task: Task, *, epoch: int, environment: Digest) -> Digest:
    """The key of a task's result.

    `epoch` is raised whenever the task function changes what it gives; `environment` is the digest
    of the versions of everything installed. The payload is not part of the key: whatever in it can
    change the result stands in `task.inputs`.
    """
    return digest_json(
        {
            "kind": task.kind,
            "epoch": epoch,
            "name": task.name,
            "inputs": [list(pair) for pair in sorted(task.inputs)],
            "environment": environment,
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the store knows of a result without loading it."""

    task: str
    """Name of the task."""
    key: Digest
    content: Digest
    """Of the stored pickle."""
    seconds: float
    """How long the task took when it ran."""
    inputs: Inputs


class Store:
    """Results by key in a folder: `objects/<sha256>`, `keys/<key>.json`, `names/<sha256>.json`."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first result is stored."""
        self._folder = folder

    def get(self, key: Digest) -> TaskResult | None:
        """The stored result, or None where there is none that is whole."""
        record = _read_record(self._key_file(key))
        if record is None or record.key != key:
            return None
        with suppress(OSError):
            blob = self._object_file(record.content).read_bytes()
            return _unpickled(record, blob)
        return None

    def put(self, key: Digest, result: TaskResult, *, inputs: Inputs | None = None) -> None:
        """Keep a result, unless its problems include errors: those are to be met again.

        `inputs` are recorded so that `latest` can tell later what has changed; nothing is recorded
        under the name of a task for which that is noted elsewhere. Raises SilklineError (PB006)
        where the folder cannot be written.
        """
        if has_errors(result.problems):
            return
        blob = pickle.dumps((result.value, result.problems), protocol=PICKLE_PROTOCOL)
        record = Record(
            task=result.name,
            key=key,
            content=digest(blob),
            seconds=result.seconds,
            inputs=tuple(sorted(inputs or ())),
        )
        text = _record_text(record)
        try:
            _write(self._object_file(record.content), blob)
            _write(self._key_file(key), text)
            if inputs is not None:
                _write(self._name_file(result.name), text)
        except OSError as error:
            raise SilklineError(_unwritable(self._folder, error)) from error

    def latest(self, name: str) -> Inputs | None:
        """What the last stored result of a task of that name was made from."""
        record = _read_record(self._name_file(name))
        return record.inputs if record else None

    def prune(self, keep: frozenset[Digest]) -> int:
        """Remove every result but those of the keys to keep; returns how many keys went.

        What a build that was killed had begun to write goes, too, when it is surely dead.
        """
        for kind in ("keys", "names", "objects"):
            _remove(filter(_is_abandoned, (self._folder / kind).glob(".*")))
        gone = [file for file in self._files("keys") if file.stem not in keep]
        _remove(gone)
        _remove(file for file in self._files("names") if not _is_kept(file, keep))
        records = map(_read_record, self._files("keys"))
        needed = {record.content for record in records if record is not None}
        _remove(file for file in self._files("objects") if file.name not in needed)
        return len(gone)

    def clean(self) -> None:
        """Remove the whole store."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _key_file(self, key: str) -> Path:
        return self._folder / "keys" / f"{key}.json"

    def _object_file(self, content: str) -> Path:
        return self._folder / "objects" / content

    def _name_file(self, name: str) -> Path:
        # Task names hold colons and slashes, which not every file system takes.
        return self._folder / "names" / f"{digest(name.encode())}.json"

    def _files(self, kind: str) -> list[Path]:
        # Temporary files of a build that runs at the same time begin with a dot: hands off.
        return sorted(p for p in (self._folder / kind).glob("*") if not p.name.startswith("."))


def _unpickled(record: Record, blob: bytes) -> TaskResult | None:
    if digest(blob) != record.content:
        return None
    try:
        value, problems = pickle.loads(blob)  # noqa: S301 (ours, see the module's docstring)
    except Exception:  # noqa: BLE001 (a class that moved or changed can raise anything)
        return None
    return TaskResult(name=record.task, value=value, problems=problems, seconds=record.seconds)


def _record_text(record: Record) -> bytes:
    content = {
        "task": record.task,
        "key": record.key,
        "content": record.content,
        "seconds": record.seconds,
        "inputs": [list(pair) for pair in record.inputs],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _read_record(path: Path) -> Record | None:
    try:
        return _record(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _record(content: Mapping[str, Any]) -> Record:
    texts = [str(content[name]) for name in ("task", "key", "content")]
    # A digest becomes part of a path: one that is not a digest is a damaged record.
    if not all(_is_digest(text) for text in texts[1:]):
        raise ValueError(texts)
    return Record(
        task=texts[0],
        key=Digest(texts[1]),
        content=Digest(texts[2]),
        seconds=float(content["seconds"]),
        inputs=tuple((str(name), Digest(str(value))) for name, value in content["inputs"]),
    )


def _is_digest(text: str) -> bool:
    return len(text) == hashlib.sha256().digest_size * 2 and set(text) <= set("0123456789abcdef")


def _is_abandoned(file: Path) -> bool:
    with suppress(OSError):
        return time.time() - file.stat().st_mtime > ABANDONED_S
    return False


def _is_kept(file: Path, keep: frozenset[Digest]) -> bool:
    record = _read_record(file)
    return record is not None and record.key in keep


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _unwritable(folder: Path, error: OSError) -> Problem:
    return Problem(
        where=Location(path=folder.as_posix()),
        code="PB006",
        message=f"the cache folder cannot be written: {error.strerror or error}",
        hint="free some space, mend the folder's permissions, or set another `cache_dir`.",
    )
