# Builds a site twice as two people would who share nothing but its content: another folder, clock,
# zone, language, user, order of files in folders, hash seed and number of workers. Every file of
# the site must come out the same. Run as a program it does that for the observatory.
"""Build a site on two made-up machines and tell which files differ, and how."""

from __future__ import annotations

import argparse
import difflib
import gzip
import io
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHON: Final = Path(sys.executable)
CONTENT: Final = ("mkdocs.yml", "docs", "datapackages", "notebooks")
"""All that a site is made from."""
_OURS: Final = frozenset(
    ("HOME", "LANG", "LC_ALL", "LOGNAME", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH", "TZ", "USER")
)
"""Settings of the caller that no machine here inherits."""

_BACKWARDS: Final = """\
import os

def backwards(read):
    return lambda *given: sorted(read(*given), reverse=True)

class Entries(list):
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop(0)
    def close(self):
        self.clear()

scan = os.scandir
os.listdir = backwards(os.listdir)
os.scandir = lambda *given: Entries(sorted(scan(*given), key=lambda e: e.name, reverse=True))
"""
"""Loaded by each Python that a machine starts: folders are read from Z to A."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where a site is built, and by whom."""

    folder: str
    settings: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    workers: int = 1
    backwards: bool = False
    """Whether folders are read from Z to A, and what lies in them was written so."""


MACHINES: Final = (
    Machine(folder="a", settings={"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}),
    Machine(
        folder="another place/für 数据",
        settings={
            "TZ": "Pacific/Auckland",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "4711",
            "SOURCE_DATE_EPOCH": "1000000000",
            "USER": "somebody",
            "LOGNAME": "somebody",
            "FONTCONFIG_FILE": "/dev/null",
        },
        umask=0o077,
        workers=4,
        backwards=True,
    ),
)


def main(arguments: list[str] | None = None) -> int:
    """Build the observatory, or the site in another folder, on both machines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT, help="a folder with a mkdocs.yml")
    parser.add_argument("--keep", type=Path, help="where the two sites stay; removed if not given")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="reproduce-") as name:
        place = options.keep.resolve() if options.keep else Path(name)
        sites = []
        for machine in MACHINES:
            started = time.monotonic()
            sites.append(build(machine, options.site.resolve(), place))
            print(f"built in {machine.folder!r}: {time.monotonic() - started:.0f} s", flush=True)
        found = list(differences(*sites))
        print("\n".join(found))
        print(f"{len(list(files(sites[0])))} files, {len(found)} differ")
    return 1 if found else 0


def build(machine: Machine, source: Path, place: Path) -> Path:
    """Copy the content of a site and build it on a machine; returns the published folder.

    Raises:
        SystemExit: If the build fails; its own words are the reason.
    """
    root = place / machine.folder
    copy_content(source, root, backwards=machine.backwards)
    command: list[str | Path] = [
        PYTHON.parent / "silkline",
        "build",
        "--workers",
        str(machine.workers),
    ]
    done = run(command, machine, root)
    if done.returncode:
        sys.exit(f"the site does not build in {root}:\n{done.stdout}{done.stderr}")
    return root / "site"


def run(
    command: Sequence[str | Path], machine: Machine, folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder of a machine."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if k not in _OURS}
    settings = {**kept, "HOME": str(home), **machine.settings}
    if machine.backwards:
        (home / "sitecustomize.py").write_text(_BACKWARDS, encoding="utf-8")
        settings["PYTHONPATH"] = str(home)
    return subprocess.run(
        command,
        cwd=folder,
        env=settings,
        umask=machine.umask,
        capture_output=True,
        text=True,
        check=False,
    )


def copy_content(source: Path, target: Path, *, backwards: bool = False) -> None:
    """Copy what a site is made from, from A to Z or from Z to A, with a time of its own."""
    when = 1_900_000_000 if backwards else 946_684_800
    found = [p for n in CONTENT for p in ((source / n), *(source / n).rglob("*")) if p.is_file()]
    for path in sorted(found, reverse=backwards):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (when, when))


def files(site: Path) -> Iterator[str]:
    """Every file of a site by its address."""
    for path in sorted(site.rglob("*")):
        if not stat.S_ISDIR(path.lstat().st_mode):
            yield path.relative_to(site).as_posix()


def differences(a: Path, b: Path) -> Iterator[str]:
    """What differs between two sites, a line for each file."""
    here, there = set(files(a)), set(files(b))
    for name in sorted(here | there):
        if name not in there or name not in here:
            yield f"{name}: only on the {'first' if name in here else 'second'} machine"
            continue
        one, other = (a / name).read_bytes(), (b / name).read_bytes()
        if one != other:
            yield f"{name}: {_how(name, one, other)}"


def _how(name: str, one: bytes, other: bytes) -> str:
    if zipfile.is_zipfile(io.BytesIO(one)) and zipfile.is_zipfile(io.BytesIO(other)):
        return _how_packed(one, other)
    if name.endswith(".gz") and (inner := [gzip.decompress(c) for c in (one, other)]):
        same = inner[0] == inner[1]
        return "only its header differs" if same else _how("", *inner)
    try:
        before, after = (content.decode("utf-8").splitlines() for content in (one, other))
    except UnicodeDecodeError:
        place = next((n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), -1)
        return f"bytes differ from {place} on; {len(one)} and {len(other)} bytes"
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    changed = [line for line in lines if line[:3] not in _HEADS]
    return " ".join(_short(line) for line in changed[:3]) or "only its line ends differ"


_HEADS: Final = ("---", "+++")


def _short(line: str) -> str:
    return line if len(line) <= 160 else f"{line[:160]}…"


def _how_packed(one: bytes, other: bytes) -> str:
    archives = [zipfile.ZipFile(io.BytesIO(content)) for content in (one, other)]
    names = [archive.namelist() for archive in archives]
    if names[0] != names[1]:
        return f"members are {names[0]} and {names[1]}"
    for member in names[0]:
        contents = [archive.read(member) for archive in archives]
        if contents[0] != contents[1]:
            return f"{member}: {_how(member, *contents)}"
    before, after = ([(m.date_time, m.external_attr) for m in z.infolist()] for z in archives)
    return f"its members differ in {'packing' if before == after else 'time or rights'} only"


if __name__ == "__main__":
    sys.exit(main())
