# A Data Package that follows no profile of ours is published as it is. It is held to the official
# profile and to its own schemas; the house's form of tables is not asked for. What it may make the
# engine read is the same as for anybody: files in its folder, and nothing from the network.
"""A package of another profile: its descriptor judged, then turned into a `Package`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from silkline.cache import digest_file
from silkline.load.building import (
    DESCRIPTOR,
    contributor_of,
    keywords_of,
    license_of,
    package_digest,
)
from silkline.load.foreign_resources import (
    Described,
    attachment_of,
    check_foreign_resources,
    described,
    table_of,
)
from silkline.load.profile import best_told, check_against, is_known, nearest, profile_name
from silkline.load.shapes import items, mapping, member, references
from silkline.load.words import SLUG, SLUG_RULE
from silkline.marks import Marked, relative, show
from silkline.model import Package, PackageKind
from silkline.problems import Location, Problem, Problems, has_errors

OFFICIAL: Final = "datapackage-2.0.json"
"""The profile that every Data Package is held to; version 1 is read as version 2 reads it."""


def is_foreign(value: object) -> bool:
    """Whether a descriptor follows no profile of the engine."""
    return not is_known(profile_name(value))


def load_foreign(marked: Marked, folder: Path, root: Path) -> tuple[Package | None, Problems]:
    """Judge a descriptor of another profile; there is no `Package` where it has errors."""
    found, beside = described(marked, folder, root)
    all_told = {*_check_whole(marked, folder), *beside}
    all_told |= set(check_foreign_resources(marked, found, folder))
    if isinstance(marked.value, dict):
        all_told |= set(check_against(_with_parts(marked, found), OFFICIAL))
    problems = best_told(all_told)
    return (None if has_errors(problems) else _package(marked, found, folder, root)), problems


def _check_whole(marked: Marked, folder: Path) -> Iterator[Problem]:
    if not isinstance(marked.value, dict):
        yield marked.problem("DP008", "the descriptor is not an object", hint="begin with `{`.")
        return
    if not SLUG.fullmatch(folder.name):
        message = f"the folder's name {show(folder.name)} cannot be part of an address"
        yield marked.problem("DP006", message, hint=SLUG_RULE)
    if hint := nearest(profile_name(marked.value)):
        given = show(marked.value["$schema"])
        message = f"the profile {given} is none that is known here"
        yield marked.problem("DP009", message, "$schema", hint=hint)
    for pointer in references(marked.value, ()):
        message = '"$ref" points to another file or place, which is not read'
        yield marked.problem("DP015", message, *pointer, hint="write out here what it points to.")


def _with_parts(marked: Marked, found: tuple[Described, ...]) -> Marked:
    """The descriptor with schemas and dialects from files in their places, to be judged alike."""
    parts = {d.index: d.whole for d in found}
    resources = [
        parts.get(index, entry) for index, entry in enumerate(items(marked.value.get("resources")))
    ]
    given = marked.value.get("resources")
    whole = {**marked.value, "resources": resources if isinstance(given, list) else given}
    return replace(marked, value=whole if "resources" in marked.value else marked.value)


def _day(value: object) -> str:
    """When it was made, as far as that is a day."""
    found = member(value, "created")
    try:
        date.fromisoformat(found[:10])
    except ValueError:
        return ""
    return found


def _package(marked: Marked, found: tuple[Described, ...], folder: Path, root: Path) -> Package:
    value = marked.value
    tables = tuple(table_of(d, folder) for d in found if d.is_table)
    others = tuple(attachment_of(d, folder) for d in found if not d.is_table)
    beside = tuple(sorted({path for d in found for path in d.beside}))
    parts = {(path, digest_file(folder / path)) for d in found for path in (*d.files, *d.beside)}
    zh = mapping(mapping(value.get("translations")).get("zh"))
    return Package(
        name=folder.name,
        folder=folder,
        kind=PackageKind.FOREIGN,
        title=member(value, "title") or member(value, "name") or folder.name,
        title_zh=member(zh, "title"),
        description=member(value, "description"),
        version=member(value, "version"),
        created=_day(value),
        keywords=keywords_of(value),
        licenses=tuple(license_of(x) for x in items(value.get("licenses"))),
        contributors=tuple(contributor_of(x) for x in items(value.get("contributors"))),
        update_frequency="",
        processing_level="",
        citation=member(value, "citation"),
        resources=tables,
        raw_files=(),
        descriptor=value,
        digest=package_digest(folder, sorted(parts)),
        where=Location(path=relative(folder / DESCRIPTOR, root), line=1, column=1),
        attachments=others,
        parts=beside,
    )
