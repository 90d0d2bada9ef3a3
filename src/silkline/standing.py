# Most builds are asked for when nothing has changed, and the quickest way to make the same site is
# not to. What a build can read is all that lies in the folder of the site, the engine, what is
# installed and what of the environment its settings name; what it made is the published folder and
# the kept results. Each file is remembered by size, times and number, inputs by their digest too.
#
# What was made can also be taken over, file by file, into a site that is made anew: beside the
# record lies what each file was made from, with a seal of the site that it was said of.
#
# No time is trusted that need not be. A file that was written shortly before it was looked at could
# be written again within one tick of its clock, so such inputs are read, as Git does with its
# index. Of what was published, the time of the last change of any kind counts, which nobody can
# set, and a record is only made when the clock of that file system has moved on.
"""Whether the site of the last build still stands."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from silkline.config import Config
from silkline.environment import distributions
from silkline.problems import Location, Problem, Problems, Severity
from silkline.stamps import RECENT_NS, Stamp, entries_of, stamp_of, stamps_below

if TYPE_CHECKING:
    from silkline.model import BuildReport

BESIDE: Final = ("new", "old", "lock")
"""What a build may have beside the folder that it publishes; see `beside`."""

_ENGINE: Final = Path(__file__).parent
_PATIENCE_S: Final = 5
_APART: Final = frozenset({"__pycache__", "node_modules"})
_NOTED: Final = re.compile(r"SILKLINE_\w+|SOURCE_DATE_EPOCH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is built from where, and where to."""

    settings: Path
    """`mkdocs.yml`, absolute."""
    config: Config
    site: Path
    """The folder that is published, absolute and no link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that a build can read, at one moment."""

    time_ns: int
    surroundings: str
    """Digest of what is no file of the site or the engine."""
    stamps: Mapping[str, Stamp]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the build said that made the site."""

    problems: Problems
    pages: int
    files: int
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A site that lies there as a build left it, file by file."""

    site: Path
    stamps: Mapping[str, Stamp]
    """By path."""
    keys: Mapping[str, str]
    """By address, what a file was made from: another of the same key would be the same."""
    sound: bool
    """Whether nothing at all was wrong with it when it was read as it was written."""


def beside(site: Path, name: str) -> Path:
    """A hidden place beside the folder that is published."""
    return site.with_name(f".{site.name}.{name}")


def look(work: Work) -> Look | None:
    """What a build is about to read; nothing where that cannot be known."""
    try:
        now, stamps = time.time_ns(), _inputs(work)
        known = _read(work)
        digests = {
            path: _trusted(known, path, stamp) or _digest(path) for path, stamp in stamps.items()
        }
        return _look(work, now, stamps, digests)
    except OSError:
        return None


def _look(
    work: Work, time_ns: int, stamps: Mapping[str, Stamp], digests: Mapping[str, str]
) -> Look:
    around = _surroundings(work)
    return Look(time_ns=time_ns, surroundings=around, stamps=stamps, digests=digests)


def keep(
    work: Work,
    before: Look,
    report: BuildReport,
    keys: Mapping[str, str] | None = None,
    *,
    sound: bool = False,
) -> None:
    """Remembers a site that was published from what was seen before, if that is still so.

    Args:
        work: What was built.
        before: What was seen before the build.
        report: What the build said.
        keys: What files of the site were made from, by address.
        sound: Whether nothing at all was wrong with the site as it was written.
    """
    told = Standing(
        problems=report.problems,
        pages=report.pages,
        files=report.files,
        tasks=len(report.ran) + len(report.reused),
    )
    with suppress(OSError):
        if _inputs(work) == before.stamps and _write(work, before, told) and keys:
            seal = [before.surroundings, _seal(stamps_below(work.site))]
            _put(_keys(work), {"seal": seal, "keys": dict(keys), "sound": sound})


def published(work: Work) -> Published | None:
    """The published site, if it lies there as it was remembered and was made in the same
    surroundings; else nothing.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(_keys(work).read_bytes())
        stamps = stamps_below(work.site)
        if known["seal"] == [_surroundings(work), _seal(stamps)]:
            return Published(
                site=work.site, stamps=stamps, keys=known["keys"], sound=known["sound"]
            )
    return None


def lying(site: Path, keys: Mapping[str, str]) -> Published:
    """A site that was published a moment ago, by the process that asks.

    Args:
        site: The folder.
        keys: What files of it were made from, by address.
    """
    return Published(site=site, stamps=stamps_below(site), keys=dict(keys), sound=False)


def standing(work: Work) -> Standing | None:
    """What was said of the published site, if a build would make the same; else nothing."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = _read(work)
        if record and not any(os.path.lexists(beside(work.site, name)) for name in BESIDE):
            return _compared(work, record)
    return None


def _compared(work: Work, record: Mapping[str, Any]) -> Standing | None:
    now, stamps = time.time_ns(), _inputs(work)
    inputs = record["inputs"]
    same = (
        record["surroundings"] == _surroundings(work)
        and inputs.keys() == stamps.keys()
        and record["made"] == _seal(_made(work))
    )
    if not same:
        return None
    doubtful = [p for p, stamp in stamps.items() if not _trusted(record, p, stamp)]
    if any(_digest(path) != inputs[path][-1] for path in doubtful):
        return None
    told = _told(record["told"])
    if doubtful:  # so that they need not be read again
        digests = {path: entry[-1] for path, entry in inputs.items()}
        with suppress(OSError):
            _write(work, _look(work, now, stamps, digests), told)
    return told


def _trusted(record: Mapping[str, Any] | None, path: str, stamp: Stamp) -> str:
    """The digest of a file that is as it was, as far as times can tell; else nothing."""
    *then, found = record["inputs"].get(path, [""]) if record else [""]
    recent = record["time_ns"] - RECENT_NS if record else 0
    return found if then == list(stamp) and max(stamp[1], stamp[2]) < recent else ""


# --- what a build reads ---


def _inputs(work: Work) -> dict[str, Stamp]:
    """Every file of the site's folder and of the engine."""
    apart = {str(p) for p in (work.site, work.config.site_dir, work.config.cache_dir)}
    return dict((*_walk(str(work.config.root), apart), *_walk(str(_ENGINE), apart)))


def _walk(folder: str, apart: set[str]) -> Iterator[tuple[str, Stamp]]:
    """Files below a folder. Raises OSError at a link to a folder, which may lead round."""
    hidden = os.path.join(folder, ".")  # noqa: PTH118 (thousands of paths, as text)
    waiting = [folder]
    while waiting:
        for entry in entries_of(waiting.pop()):
            if entry.path.startswith(hidden) or entry.path in apart:
                continue
            if entry.is_dir(follow_symlinks=False):
                if not _is_apart(entry):
                    waiting.append(entry.path)
            elif entry.is_dir():
                raise OSError(entry.path)
            else:
                yield entry.path, stamp_of(entry.stat())


def _is_apart(folder: os.DirEntry[str]) -> bool:
    """Whether no build reads a folder: what programs keep, and environments of Python."""
    return folder.name in _APART or os.path.lexists(f"{folder.path}/pyvenv.cfg")


def _surroundings(work: Work) -> str:
    """Digest of the interpreter, what is installed, and what settings may look up."""
    words = set(re.findall(r"\w+", work.settings.read_text("utf-8", "replace")))
    noted = {n: v for n, v in os.environ.items() if n in words or _NOTED.fullmatch(n)}
    lines = (sys.version, str(work.settings), str(work.site), *sorted(distributions()))
    return _sum(json.dumps([*lines, sorted(noted.items())]))


# --- what a build made ---


def _made(work: Work) -> dict[str, Stamp]:
    """Every file of the published folder, and the kept results."""
    return stamps_below(work.site) | stamps_below(work.config.cache_dir, apart=str(_records(work)))


def _seal(stamps: Mapping[str, Stamp]) -> str:
    return _sum("\n".join(f"{path} {stamp}" for path, stamp in sorted(stamps.items())))


def _settled(stamps: Iterable[Stamp], site: Path) -> bool:
    """Whether a file that is written from now on will bear a later time; waits for that."""
    newest = max((stamp[2] for stamp in stamps), default=0)
    for _ in range(_PATIENCE_S * 100):
        os.utime(site)
        if site.stat().st_ctime_ns > newest:
            return True
        time.sleep(0.01)
    return False


# --- records ---


def _records(work: Work) -> Path:
    return work.config.cache_dir / "sites"


def _record(work: Work) -> Path:
    return _records(work) / f"{_sum(str([work.settings, work.site]))}.json"


def _keys(work: Work) -> Path:
    """Where it is noted what each file of the site was made from."""
    return _record(work).with_suffix(".keys")


def _read(work: Work) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(_record(work).read_bytes())
    except (OSError, ValueError):
        return None
    return found


def _write(work: Work, seen: Look, told: Standing) -> bool:
    made = _made(work)
    if not _settled(made.values(), work.site):
        return False
    record = {
        "site": str(work.site),
        "time_ns": seen.time_ns,
        "surroundings": seen.surroundings,
        "made": _seal(made),
        "told": asdict(told),
        "inputs": {p: [*stamp, seen.digests[p]] for p, stamp in seen.stamps.items()},
    }
    for other in _records(work).glob("*.json"):
        _forget(other)
    _put(_record(work), record)
    return True


def _put(file: Path, record: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
        new.write(json.dumps(record))
    Path(new.name).replace(file)


def _forget(record: Path) -> None:
    """Removes the record of a site that is no more."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        if not Path(json.loads(record.read_bytes())["site"]).is_dir():
            record.unlink()
            record.with_suffix(".keys").unlink(missing_ok=True)


def _told(kept: Mapping[str, Any]) -> Standing:
    problems = tuple(
        Problem(
            **told | {"where": Location(**told["where"]), "severity": Severity(told["severity"])}
        )
        for told in kept["problems"]
    )
    return Standing(**dict(kept) | {"problems": problems})


# --- files and digests ---


def _digest(path: str) -> str:
    with open(path, "rb") as stream:  # noqa: PTH123 (thousands of them, named as text)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
