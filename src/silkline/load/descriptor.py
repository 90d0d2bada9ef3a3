# A descriptor is a stranger's wish list. Each rule below closes one way by which a data package can
# read outside its folder, reach the network, or have its tables pass unchecked; all of them were
# seen to work against the validator that runs later.
"""One data package folder: its descriptor judged, then turned into a `Package`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from silkline.cache import digest, digest_file
from silkline.load.files import check_raw, raw_files
from silkline.load.profile import PROFILE, check_profile, profile_name
from silkline.load.resources import check_resources, resources_of
from silkline.load.words import SLUG, SLUG_RULE
from silkline.marks import Marked, read_json, relative, show
from silkline.model import (
    Contributor,
    Digest,
    Field,
    License,
    Package,
    PackageKind,
    Resource,
)
from silkline.problems import Location, Problem, Problems, SilklineError, has_errors

DESCRIPTOR: Final = "datapackage.json"

_KINDS: Final = {
    "indicator-package-1.json": PackageKind.INDICATORS,
    "reference-package-1.json": PackageKind.REFERENCE,
    "register-package-1.json": PackageKind.REGISTERS,
}


def load_package(folder: Path, root: Path) -> tuple[Package | None, Problems]:
    """Judge the package in a folder; there is no `Package` where it has errors."""
    if folder.is_symlink():
        where = Location(path=relative(folder, root))
        hint = "put the package itself here: links are not followed."
        message = "the folder of a package may not be a link"
        return None, (Problem(where=where, code="DP006", message=message, hint=hint),)
    try:
        marked = read_json(folder / DESCRIPTOR, root)
    except SilklineError as error:
        return None, error.problems
    problems = _best_told({p for rule in _RULES for p in rule(marked, folder)})
    return (None if has_errors(problems) else _package(marked, folder, root)), problems


def _best_told(problems: set[Problem]) -> Problems:
    """Without what the profile says of a value where a rule of our own says it better."""
    ours = {p.where for p in problems if p.code != PROFILE and p.where.field}
    kept = (p for p in problems if p.code != PROFILE or p.where not in ours)
    return tuple(sorted(kept))


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
            yield marked.problem("DP008", f'"{name}" must be text', name)


def _check_name(marked: Marked, folder: Path) -> Iterator[Problem]:
    name = _member(marked.value, "name")
    if not SLUG.fullmatch(folder.name):
        message = f"the folder's name {show(folder.name)} cannot be part of an address"
        yield marked.problem("DP006", message, hint=SLUG_RULE)
    if name != folder.name:
        given = f"the package calls itself {show(name)}" if name else "the package has no name"
        message = f"{given}, but its folder is {show(folder.name)}"
        hint = f'write "name": "{folder.name}", or rename the folder.'
        yield marked.problem("DP007", message, "name", hint=hint)


def _check_remote(marked: Marked, _folder: Path) -> Iterator[Problem]:
    for pointer in _references(marked.value, ()):
        message = '"$ref" points to another file or place, which is not read'
        yield marked.problem("DP015", message, *pointer, hint="write out here what it points to.")
    for name in ("profile", "extrapaths"):
        if name in _mapping(marked.value):
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


def _references(value: object, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(_items(value))
    for key, child in members:
        if key == "$ref":
            yield (*at, key)
        yield from _references(child, (*at, key))


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _member(value: object, name: str) -> str:
    found = _mapping(value).get(name)
    return found if isinstance(found, str) else ""


# --- building the Package, once nothing is wrong ---


def _package(marked: Marked, folder: Path, root: Path) -> Package:
    value = marked.value
    resources = tuple(_resource(marked, i, r, folder) for i, r in resources_of(marked))
    raw = raw_files(folder)
    zh = _mapping(_mapping(value.get("translations")).get("zh"))
    return Package(
        name=folder.name,
        folder=folder,
        kind=_KINDS.get(profile_name(value), PackageKind.PLAIN),
        title=_member(value, "title") or folder.name,
        title_zh=_member(zh, "title"),
        description=_member(value, "description"),
        version=_member(value, "version"),
        created=_member(value, "created"),
        keywords=tuple(k for k in _items(value.get("keywords")) if isinstance(k, str)),
        licenses=tuple(_license(x) for x in _items(value.get("licenses"))),
        contributors=tuple(_contributor(x) for x in _items(value.get("contributors"))),
        update_frequency=_member(value, "updateFrequency"),
        processing_level=_member(value, "processingLevel"),
        citation=_member(value, "citation"),
        resources=resources,
        raw_files=raw,
        descriptor=value,
        digest=_package_digest(folder, resources, raw),
        where=Location(path=relative(folder / DESCRIPTOR, root), line=1, column=1),
    )


def _resource(marked: Marked, index: int, value: Mapping[str, Any], folder: Path) -> Resource:
    schema = value["schema"]
    path = folder / value["path"]
    key = schema.get("primaryKey", [])
    return Resource(
        name=value["name"],
        path=value["path"],
        title=_member(value, "title") or value["name"],
        description=_member(value, "description"),
        fields=tuple(_field(f) for f in schema["fields"]),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        schema=schema,
        digest=digest_file(path),
        size_bytes=path.stat().st_size,
        where=marked.where("resources", index),
    )


def _field(value: Mapping[str, Any]) -> Field:
    return Field(
        name=value["name"],
        type=value.get("type", "string"),
        title=_member(value, "title"),
        description=_member(value, "description"),
        codelist=_member(value, "codelist"),
    )


def _license(value: object) -> License:
    name, title, path = (_member(value, k) for k in ("name", "title", "path"))
    return License(name=name, title=title or name, path=path)


def _contributor(value: object) -> Contributor:
    roles = _items(_mapping(value).get("roles")) or [_member(value, "role")]
    return Contributor(
        title=_member(value, "title"),
        roles=tuple(r for r in roles if isinstance(r, str) and r),
    )


def _package_digest(folder: Path, resources: tuple[Resource, ...], raw: tuple[str, ...]) -> Digest:
    """Raw files count too: house rules compare them with the hashes in the sources table."""
    parts = [(DESCRIPTOR, digest_file(folder / DESCRIPTOR))]
    parts += [(r.path, r.digest) for r in resources]
    parts += [(name, digest_file(folder / name)) for name in raw]
    return digest(*(part.encode() for pair in sorted(parts) for part in pair))
