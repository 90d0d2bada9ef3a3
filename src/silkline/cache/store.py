# What has been computed once is not computed again: results lie under the digest of everything
# that can change them. No time stamps and no database; two builds may share a folder; a damaged
# entry is as good as none. Files are written beside their place and renamed, so that a reader
# never meets half of one.
"""The store of results.

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from silkline.cache.digests import Inputs, digest, digest_file
from silkline.cache.sharing import Sharing
from silkline.model import Digest, KeptFile, StaticFile, TaskResult
from silkline.problems import Location, Problem, SilklineError, has_errors

ABANDONED_S: Final = 24 * 3600
"""Seconds after which a file that is still being written belongs to nobody."""
PICKLE_PROTOCOL: Final = 5
"""Written out, so that another Python gives the same bytes."""


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
    files: tuple[Digest, ...] = ()
    """Contents that are kept beside the result."""


class Store:
    """Results by key in a folder: `objects/<sha256>`, `keys/<key>.json`, `names/<sha256>.json`."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first result is stored."""
        self._folder = folder
        self._sharing = Sharing(folder)

    def get(self, key: Digest) -> TaskResult | None:
        """The stored result, or None where there is none that is whole."""
        record = _read_record(self._key_file(key))
        if record is None or record.key != key:
            return None
        with suppress(OSError):
            if record.files:
                self._sharing.enter()
            if all(digest_file(self._object_file(file)) == file for file in record.files):
                blob = self._object_file(record.content).read_bytes()
                return _unpickled(record, blob)
        return None

    def get_files(self, key: Digest) -> tuple[KeptFile, ...] | None:
        """The files that were stored with `put_files`, or None where one of them is not whole.

        They stay there as long as this store or one of them is in use.
        """
        result = self.get(key)
        return None if result is None else tuple(self._kept(*entry) for entry in result.value)

    def put_files(
        self, key: Digest, name: str, files: Iterable[StaticFile], seconds: float
    ) -> tuple[KeptFile, ...]:
        """Keep the files that a task made. Raises SilklineError as `put` does."""
        entries: list[tuple[str, int, Digest]] = []
        try:
            self._sharing.enter()
            for file in files:
                _write(self._object_file(file.sha256), file.content)
                entries.append((file.uri, file.size, file.sha256))
        except OSError as error:
            raise SilklineError(_unwritable(self._folder, error)) from error
        result = TaskResult(name=name, value=tuple(entries), seconds=seconds)
        self.put(key, result, files=tuple(sha256 for _, _, sha256 in entries))
        return tuple(self._kept(*entry) for entry in entries)

    def _kept(self, uri: str, size: int, sha256: Digest) -> KeptFile:
        path = self._object_file(sha256)
        return KeptFile(uri=uri, size=size, sha256=sha256, path=path, use=self._sharing)

    def put(
        self,
        key: Digest,
        result: TaskResult,
        *,
        inputs: Inputs | None = None,
        files: tuple[Digest, ...] = (),
    ) -> None:
        """Keep a result, unless its problems include errors: those are to be met again.

        `inputs` are recorded so that `latest` can tell later what has changed; nothing is recorded
        under the name of a task for which that is noted elsewhere. A result is not whole without
        its `files`. Raises SilklineError (PB006) where the folder cannot be written.
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
            files=files,
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

        What a build that was killed had begun to write goes, too, when it is surely dead. Nothing
        goes while another build may want it.
        """
        with suppress(OSError), self._sharing.alone() as is_alone:
            return self._prune(keep) if is_alone else 0
        return 0

    def _prune(self, keep: frozenset[Digest]) -> int:
        for kind in ("keys", "names", "objects"):
            _remove(filter(_is_abandoned, (self._folder / kind).glob(".*")))
        gone = [file for file in self._files("keys") if file.stem not in keep]
        _remove(gone)
        _remove(file for file in self._files("names") if not _is_kept(file, keep))
        records = map(_read_record, self._files("keys"))
        needed = {d for record in records if record for d in (record.content, *record.files)}
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
        "files": list(record.files),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _read_record(path: Path) -> Record | None:
    try:
        return _record(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _record(content: Mapping[str, Any]) -> Record:
    key, whole, *files = map(str, (content["key"], content["content"], *content["files"]))
    # A digest becomes part of a path: one that is not a digest is a damaged record.
    if not all(map(_is_digest, (key, whole, *files))):
        raise ValueError(content)
    return Record(
        task=str(content["task"]),
        key=Digest(key),
        content=Digest(whole),
        seconds=float(content["seconds"]),
        inputs=tuple((str(name), Digest(str(value))) for name, value in content["inputs"]),
        files=tuple(map(Digest, files)),
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
