# The only room that writes what is frozen. Archives are put in their places first and the lock
# last, so that a command that was stopped leaves files that no release knows, and never a release
# without its files.
"""Making a release of the data."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from silkline.checking import Checked, check_site, read_content
from silkline.config import Config
from silkline.marks import show
from silkline.model import Package
from silkline.problems import Location, Problem, Problems, SilklineError, has_errors
from silkline.publish import freeze
from silkline.publish.zenodo import ZENODO, zenodo_json
from silkline.releases import (
    URLS_LOCK,
    VERSIONS_LOCK,
    lock_text,
    numbers,
    parse,
    read_urls,
    site_addresses,
    urls_text,
)

_VERSION: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,2}")


def make_release(config: Config, version: str, day: str) -> tuple[tuple[str, ...], Problems]:
    """Freeze the data as they are; returns the files written, and what keeps it from being done.

    Args:
        config: Of the site.
        version: Of the release, such as `2026.1`.
        day: Of the release, in ISO form; no clock is asked.
    """
    checked = read_content(config)
    problems = checked.problems or check_site(config).problems
    if has_errors(problems):
        return (), problems
    refused = _refused(checked, version, day)
    if refused:
        return (), (refused,)
    unversioned = [p for p in checked.dataset.packages.values() if parse(p.version) is None]
    if unversioned:
        return (), tuple(_unversioned(p) for p in unversioned)
    try:
        made = freeze(checked.dataset, config, checked.frozen, version, day)
    except SilklineError as stopped:
        return (), stopped.problems
    told = {ZENODO: zenodo_json(checked.dataset, config, version, day)}
    lock = {VERSIONS_LOCK: lock_text(made.lock).encode()}
    return _written(config.root, {**made.files, **told, **lock}), ()


def add_addresses(config: Config, site: Path) -> tuple[int, Problems]:
    """Add the addresses of a built site to those that ever were; returns how many are new."""
    known, problems = read_urls(config.root)
    if problems:
        return 0, problems
    every = {*known, *site_addresses(site)}
    _written(config.root, {URLS_LOCK: urls_text(every).encode()})
    return len(every) - len(known), ()


def day_of(given: str) -> str:
    """The day that is given, else that of SOURCE_DATE_EPOCH; empty where there is none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given or not epoch.isdecimal():
        return given
    return datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()


def _written(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.new")
        beside.write_bytes(content)
        beside.replace(place)
    return tuple(files)


def _refused(checked: Checked, version: str, day: str) -> Problem | None:
    known = [r.version for r in checked.frozen.releases]
    if not _VERSION.fullmatch(version):
        return _problem(
            f"{show(version)} is no version of a release", "write year and number: 2026.1."
        )
    if version in known:
        hint = f"released files are never rewritten; the next version is {_next(known[-1])}."
        return _problem(f"release {version} exists", hint)
    if known and numbers(version) < numbers(known[-1]):
        hint = f"the next version is {_next(known[-1])}."
        return _problem(f"release {version} does not come after {known[-1]}", hint)
    if not _is_day(day):
        hint = "give --date as 2026-11-22, or set SOURCE_DATE_EPOCH; no clock is asked."
        return _problem(f"{show(day)} is no day of a release", hint)
    if checked.dataset.release:
        hint = "release again when a package has changed."
        return _problem(f"the data are those of release {checked.dataset.release}", hint)
    return None


def _next(version: str) -> str:
    *first, last = version.split(".")
    return ".".join([*first, str(int(last) + 1)])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unversioned(package: Package) -> Problem:
    return Problem(
        where=Location(path=package.where.path, line=1, column=1),
        code="RL006",
        message=f"{show(package.version)} is no version that a release can name",
        hint='write "version": "1.0.0"; three numbers with points.',
    )


def _problem(message: str, hint: str) -> Problem:
    return Problem(where=Location(path=VERSIONS_LOCK), code="RL014", message=message, hint=hint)
