# A descriptor is a stranger's wish list. Each rule below closes one way by which a data package can
# read outside its folder, reach the network, or have its tables pass unchecked; all of them were
# seen to work against the validator that runs later.
"""One data package folder: its descriptor judged, then turned into a `Package`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from silkline.cache import digest_file
from silkline.load.building import (
    DESCRIPTOR,
    contributor_of,
    field_of,
    key_of,
    keywords_of,
    license_of,
    package_digest,
)
from silkline.load.files import check_raw, raw_files
from silkline.load.foreign import is_foreign, load_foreign
from silkline.load.profile import PROFILE, best_told, check_profile, profile_name
from silkline.load.resources import check_resources, resources_of
from silkline.load.shapes import items, mapping, member, references
from silkline.load.words import SLUG, SLUG_RULE
from silkline.marks import Marked, read_json, relative, show
from silkline.model import Package, PackageKind, Resource
from silkline.problems import Location, Problem, Problems, Severity, SilklineError, has_errors

_KINDS: Final = {
    "indicator-package-1.json": PackageKind.INDICATORS,
    "reference-package-1.json": PackageKind.REFERENCE,
    "register-package-1.json": PackageKind.REGISTERS,
}


def load_package(folder: Path, root: Path) -> tuple[Package | None, Problems]:
    """Judge the package in a folder; there is no `Package` where it has errors."""
    package, problems = load_readable(folder, root)
    return (None if has_errors(problems) else package), problems


def load_readable(folder: Path, root: Path) -> tuple[Package | None, Problems]:
    """The same, but that there is a `Package` where only what it tells of the whole is wrong.

    Then its tables can be checked in the same go: an author mends everything at once.
    """
    if folder.is_symlink():
        where = Location(path=relative(folder, root))
        hint = "put the package itself here: links are not followed."
        message = "the folder of a package may not be a link"
        return None, (Problem(where=where, code="DP006", message=message, hint=hint),)
    try:
        marked = read_json(folder / DESCRIPTOR, root)
    except SilklineError as error:
        return None, error.problems
    if is_foreign(marked.value):
        return load_foreign(marked, folder, root)
    problems = best_told({p for rule in _RULES for p in rule(marked, folder)})
    readable = not any(p.severity is Severity.ERROR and _hides_tables(p) for p in problems)
    return (_package(marked, folder, root) if readable else None), problems


def _hides_tables(problem: Problem) -> bool:
    """Whether tables cannot be checked: not where the profile is broken outside of them."""
    inside = problem.where.field.startswith(("/resources", "/$schema"))
    return problem.code != PROFILE or inside


def _check_shape(marked: Marked, _folder: Path) -> Iterator[Problem]:
    if not isinstance(marked.value, dict):
        yield marked.problem("DP008", "the descriptor is not an object", hint="begin with `{`.")
        return
    resources = marked.value.get("resources")
    if not isinstance(resources, list) or not resources:
        hint = 'list the tables under "resources"; a package without tables has nothing to show.'
        yield marked.problem(
            "DP008", '"resources" must be a list of tables', "resources", hint=hint
        )
    for name in ("title", "description", "version"):
        if name in marked.value and not isinstance(marked.value[name], str):
            hint = f'put it in double quotes: "{name}": "…".'
            yield marked.problem("DP008", f'"{name}" must be text', name, hint=hint)


def _check_name(marked: Marked, folder: Path) -> Iterator[Problem]:
    name = member(marked.value, "name")
    if not SLUG.fullmatch(folder.name):
        message = f"the folder's name {show(folder.name)} cannot be part of an address"
        yield marked.problem("DP006", message, hint=SLUG_RULE)
    if name != folder.name:
        given = f"the package calls itself {show(name)}" if name else "the package has no name"
        message = f"{given}, but its folder is {show(folder.name)}"
        hint = f'write "name": "{folder.name}", or rename the folder.'
        yield marked.problem("DP007", message, "name", hint=hint)


def _check_remote(marked: Marked, _folder: Path) -> Iterator[Problem]:
    for pointer in references(marked.value, ()):
        message = '"$ref" points to another file or place, which is not read'
        yield marked.problem("DP015", message, *pointer, hint="write out here what it points to.")
    for name in ("profile", "extrapaths"):
        if name in mapping(marked.value):
            message = f'"{name}" is not allowed in a package'
            hint = f'remove "{name}"; "$schema" says which profile the package follows.'
            yield marked.problem("DP016", message, name, hint=hint, key=True)


Rule = Callable[[Marked, Path], Iterator[Problem]]
_RULES: Final[tuple[Rule, ...]] = (
    _check_shape,
    _check_name,
    _check_remote,
    check_resources,
    check_profile,
    check_raw,
)


# --- building the Package, once nothing is wrong ---


def _package(marked: Marked, folder: Path, root: Path) -> Package:
    value = marked.value
    resources = tuple(_resource(marked, i, r, folder) for i, r in resources_of(marked))
    raw = raw_files(folder)
    # Raw files count too: house rules compare them with the hashes in the sources table.
    parts = [(r.path, r.digest) for r in resources]
    parts += [(name, digest_file(folder / name)) for name in raw]
    zh = mapping(mapping(value.get("translations")).get("zh"))
    return Package(
        name=folder.name,
        folder=folder,
        kind=_KINDS.get(profile_name(value), PackageKind.PLAIN),
        title=member(value, "title") or folder.name,
        title_zh=member(zh, "title"),
        description=member(value, "description"),
        version=member(value, "version"),
        created=member(value, "created"),
        keywords=keywords_of(value),
        licenses=tuple(license_of(x) for x in items(value.get("licenses"))),
        contributors=tuple(contributor_of(x) for x in items(value.get("contributors"))),
        update_frequency=member(value, "updateFrequency"),
        processing_level=member(value, "processingLevel"),
        citation=member(value, "citation"),
        resources=resources,
        raw_files=raw,
        descriptor=value,
        digest=package_digest(folder, parts),
        where=Location(path=relative(folder / DESCRIPTOR, root), line=1, column=1),
    )


def _resource(marked: Marked, index: int, value: Mapping[str, Any], folder: Path) -> Resource:
    schema = value["schema"]
    path = folder / value["path"]
    return Resource(
        name=value["name"],
        path=value["path"],
        title=member(value, "title") or value["name"],
        description=member(value, "description"),
        fields=tuple(field_of(f) for f in schema["fields"]),
        primary_key=key_of(schema),
        schema=schema,
        digest=digest_file(path),
        size_bytes=path.stat().st_size,
        where=marked.where("resources", index),
    )
