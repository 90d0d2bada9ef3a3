# A key is the digest of everything that can change a result, written in one form only.
"""Digests of content, and the keys of tasks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

from silkline.model import Digest, Task

Inputs = tuple[tuple[str, Digest], ...]
"""Names of what a task depends on, each with the digest of its content."""


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
