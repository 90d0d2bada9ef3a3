# A site lives for years and is built thousands of times. Here it is edited, cut down, renamed and
# broken in a random order with a fixed seed, and built each time in one process, so that whatever
# a build leaves behind adds up. `make soak` does two hundred; the test does a few.
"""Many builds in a row leave nothing behind and end where a clean build ends."""

from __future__ import annotations

import gc
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from nordic_site import write_site

from changes import digests
from running import here

BUILDS: Final = int(os.environ.get("SOAK", "8"))
SEED: Final = int(os.environ.get("SEED", "9116"))
GROWTH_MB: Final = 48
"""More than the second half of the builds may add to the memory of the process."""
MOST: Final = 3
"""The cache may be as many times as large as that of a clean build, while builds are refused."""
DATA: Final = "datapackages/nordic-population/data"
BROKEN: Final = (b"\xff", b'"', b",,,,\n", b"<<<<<<< ours\n", b"\0", b"{[")

Step = Callable[[Path, random.Random], None]


def edit_a_page(root: Path, pick: random.Random) -> None:
    page = pick.choice(sorted((root / "docs").glob("**/*.md")))
    text = page.read_text("utf-8").partition("\nEdited")[0]
    page.write_text(f"{text}\nEdited {pick.random()} times.\n", encoding="utf-8")


def edit_a_value(root: Path, pick: random.Random) -> None:
    table = root / DATA / "observations.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    row = pick.randrange(1, len(lines))
    old, new = (",A,", ",E,") if ",A," in lines[row] else (",E,", ",A,")
    lines[row] = lines[row].replace(old, new, 1)
    table.write_text("".join(lines), encoding="utf-8")


def edit_a_title(root: Path, pick: random.Random) -> None:
    table = root / DATA / "indicators.csv"
    text = table.read_text("utf-8")
    title = text.split("\n")[1].split(",")[1]
    new = f"Population {pick.randrange(1000)}"
    table.write_text(text.replace(f",{title},", f",{new},", 1), encoding="utf-8")


def add_or_delete_a_page(root: Path, pick: random.Random) -> None:
    page = root / f"docs/note-{pick.randrange(3)}.md"
    if page.exists():
        page.unlink()
    else:
        page.write_text(f"# Note\n\nNo. {pick.randrange(1000)}.\n", encoding="utf-8")


def rename_a_page(root: Path, pick: random.Random) -> None:
    for page in sorted((root / "docs").glob("note-*.md"))[:1]:
        page.rename(root / f"docs/note-{pick.randrange(100, 999)}.md")


def delete_or_return_a_package(root: Path, pick: random.Random) -> None:
    for name in pick.sample(("nordic-claims", "nordic-cooperation"), 1):
        place, kept = root / "datapackages" / name, root.parent / f"kept-{name}"
        source, target = (place, kept) if place.exists() else (kept, place)
        shutil.move(source, target)


STEPS: Final[tuple[Step, ...]] = (
    edit_a_page,
    edit_a_value,
    edit_a_title,
    add_or_delete_a_page,
    rename_a_page,
    delete_or_return_a_package,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a process holds after a build."""

    memory_mb: float
    files: int
    temporary: tuple[str, ...]


def left(temporary: Path) -> Left:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Left(
        memory_mb=pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        files=len(list(Path("/proc/self/fd").iterdir())),
        temporary=tuple(sorted(path.name for path in temporary.iterdir())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What lies in the cache."""

    keys: frozenset[str]
    size: int


def kept(root: Path) -> Kept:
    files = [path for path in (root / ".silkline").rglob("*") if path.is_file()]
    keys = frozenset(path.name for path in files if path.parent.name == "keys")
    return Kept(keys=keys, size=sum(path.stat().st_size for path in files))


def build(root: Path) -> str:
    """What a build says, if it does not end well."""
    done = here("build", "--workers", "0", cwd=root)
    return "" if done.code == 0 else f"{done.out}{done.err}"


def broken(root: Path, pick: random.Random) -> str:
    """Breaks a file, builds, and mends the file; what the build said."""
    files = [*sorted(root.glob("datapackages/*/datapackage.json")), *sorted(root.glob(f"{DATA}/*"))]
    path = pick.choice(files)
    sound = path.read_bytes()
    at = pick.randrange(len(sound))
    path.write_bytes(sound[:at] + pick.choice(BROKEN) + sound[at:])
    said = build(root)
    path.write_bytes(sound)
    return said


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read as Linux has it")
def test_many_builds_end_where_a_clean_one_ends_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path / "site", "claims", "registers")
    shutil.rmtree(root / "notebooks")
    (root / "notebooks").mkdir()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    pick = random.Random(SEED)
    assert build(root) == ""
    beside = {path.name for path in root.iterdir()}
    seen: list[Left] = []
    sizes: list[int] = []
    failures = 0
    for number in range(BUILDS):
        if number % 4 == 3:
            published = digests(root / "site")
            said = broken(root, pick)
            failures += bool(said)
            assert not said or digests(root / "site") == published, said
            assert "Traceback" not in said
        else:
            for step in pick.sample(STEPS, pick.randrange(1, 3)):
                step(root, pick)
            assert build(root) == "", number
        seen.append(left(temporary))
        sizes.append(kept(root).size)
        if number % 25 == 24:
            print(
                f"{number + 1} builds, {failures} refused, {seen[-1].memory_mb:.0f} MB", flush=True
            )
        assert {path.name for path in root.iterdir()} == beside
    assert build(root) == ""
    clean = Path(shutil.copytree(root, tmp_path / "clean", ignore=_OWN))
    assert build(clean) == ""
    assert digests(root / "site") == digests(clean / "site")
    fresh = kept(clean)
    assert kept(root).keys == fresh.keys
    assert kept(root).size == pytest.approx(fresh.size, rel=0.01)
    assert max(sizes) < MOST * fresh.size
    assert failures > 0
    assert {one.temporary for one in seen} == {()}
    half = seen[len(seen) // 2 :]
    assert half[-1].files <= half[0].files
    assert half[-1].memory_mb - half[0].memory_mb < GROWTH_MB
    grown = f"{seen[0].memory_mb:.0f} to {seen[-1].memory_mb:.0f} MB, {seen[-1].files} files open"
    print(f"{BUILDS} builds, {failures} refused, {grown}")


_OWN: Final = shutil.ignore_patterns("site", ".silkline")
