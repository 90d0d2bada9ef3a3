# The state at a revision is unpacked and read as the work tree is, with the same care: what a
# stranger committed is no safer than what a stranger sent.
"""The content of a site at a revision of its repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from silkline.checking import Checked, read_content
from silkline.config import Config
from silkline.marks import relative, show
from silkline.problems import Location, Problem, SilklineError

TIMEOUT_S: Final = 60


@contextmanager
def content_at(revision: str, config: Config) -> Iterator[Checked]:
    """The sound part of the data packages as committed in a revision; stories are left out.

    Raises `SilklineError` if there is no such revision.
    """
    folder = relative(config.packages_dir, config.root)
    with TemporaryDirectory(prefix="silkline-revision-") as temporary:
        root = Path(temporary).resolve()
        (root / folder).mkdir(parents=True)
        _unpack(_archive(revision, folder, config.root), root)
        there = replace(
            config,
            root=root,
            packages_dir=root / folder,
            notebooks_dir=root / "no-notebooks",
            docs_dir=root / "no-docs",
            cache_dir=root / ".cache",
            headlines=(),
            focus=(),
            peers=(),
        )
        yield read_content(there)


def _archive(revision: str, folder: str, root: Path) -> bytes:
    if revision.startswith("-"):
        raise SilklineError(_unknown(revision, "it is no name of a revision"))
    command = ["git", "archive", "--format=tar", revision, "--", folder]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the revision is no option
            command, cwd=root, capture_output=True, check=False, timeout=TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SilklineError(_unknown(revision, str(error))) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise SilklineError(_unknown(revision, reason[-1] if reason else "git failed"))
    return done.stdout


def _unpack(archive: bytes, root: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        # Links are left out: packages may hold none, and reading says so where one is missed.
        # Extraction filters came with Python 3.11.4, and only contents are wanted anyway.
        for member in tar.getmembers():
            content = tar.extractfile(member) if member.isfile() else None
            target = root / member.name
            if content is not None and target.resolve().is_relative_to(root.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def _unknown(revision: str, reason: str) -> Problem:
    message = f"the state at {show(revision)} cannot be read: {reason}"
    hint = "name a branch, tag or commit of this repository, such as main or HEAD~1."
    return Problem(where=Location(path="."), code="PB032", message=message, hint=hint)
