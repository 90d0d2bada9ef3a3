# Which resources are tables is decided here, once, by what the descriptor says and by nothing that
# would have to be opened. Schemas and dialects may stand in files of the package; their paths are
# judged like those of data.
"""Resources of packages of other profiles: tables, files and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from silkline.cache import digest, digest_file, digest_json
from silkline.load.building import DESCRIPTOR, field_of, key_of
from silkline.load.constraints import check_pattern
from silkline.load.files import check_file, check_served
from silkline.load.resources import check_key, resources_of
from silkline.load.shapes import items, mapping, member
from silkline.marks import Marked, read_json, show
from silkline.model import Attachment, Digest, Resource, Unread, Writing
from silkline.problems import Problem, Problems, Severity, SilklineError

TEXT_TABLES: Final = frozenset({"csv", "tsv", "tab", "psv", "txt", "dat"})
"""Formats that are rows of text; of these only the first two are tables by themselves."""
PACKED: Final = re.compile(r"\.(?:zip|gz|bz2|xz|zst|7z)\Z", re.IGNORECASE)
"""Files that are not looked into, whatever the descriptor says is in them."""
_WEB: Final = re.compile(r"(?:https?|ftps?)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A resource with its schema and dialect at hand, wherever these stand."""

    index: int
    value: Mapping[str, Any]
    paths: tuple[str, ...]
    schema: Mapping[str, Any]
    given_dialect: Mapping[str, Any]
    beside: tuple[str, ...]
    """Files that hold the schema or the dialect."""
    where: Any

    @property
    def whole(self) -> Mapping[str, Any]:
        """As described, with what stands in files in its place; without it where it was not had."""
        kept = {k: v for k, v in self.value.items() if not self._is_elsewhere(k)}
        own = {"schema": self.schema, "dialect": self.given_dialect}
        return kept | {k: v for k, v in own.items() if self._is_elsewhere(k) and v}

    def _is_elsewhere(self, name: str) -> bool:
        return name in {"schema", "dialect"} and isinstance(self.value.get(name), str)

    @property
    def dialect(self) -> Mapping[str, Any]:
        """As given; some writers put it below the name of the format."""
        return {**self.given_dialect, **mapping(self.given_dialect.get("csv"))}

    @property
    def files(self) -> tuple[str, ...]:
        """Paths that lie in the package."""
        return tuple(p for p in self.paths if not _WEB.match(p))

    @property
    def format(self) -> str:
        """What kind of file it is, as the descriptor or the file's name says."""
        told = (
            member(self.value, "format")
            or PurePosixPath(self.paths[0] if self.paths else "").suffix
        )
        return told.removeprefix(".").lower()

    @property
    def _is_packed(self) -> bool:
        return "compression" in self.value or any(PACKED.search(p) for p in self.paths)

    @property
    def is_table(self) -> bool:
        """Whether its rows are read here."""
        if "data" in self.value:
            return _are_rows(self.value["data"])
        if len(self.files) < len(self.paths) or not self.paths or self._is_packed:
            return False
        declared = self.value.get("type") == "table" or bool(self.schema)
        declared = declared or "tabular" in member(self.value, "profile")
        return self.format in {"csv", "tsv"} or (declared and self.format in TEXT_TABLES)


def described(marked: Marked, folder: Path, root: Path) -> tuple[tuple[Described, ...], Problems]:
    """All resources of a descriptor that fits the official profile, and what is amiss beside it."""
    found: list[Described] = []
    problems: list[Problem] = []
    for index, value in resources_of(marked):
        path = value.get("path", [])
        parts = {}
        beside = []
        for name in ("schema", "dialect"):
            given = value.get(name, {})
            if isinstance(given, str):
                given, more = _part(marked, ("resources", index, name), given, folder, root)
                beside += [value[name]] if given else []
                problems += more
            parts[name] = mapping(given)
        found.append(
            Described(
                index=index,
                value=value,
                paths=tuple(p for p in items(path) or [path] if isinstance(p, str)),
                schema=parts["schema"],
                given_dialect=parts["dialect"],
                beside=tuple(beside),
                where=marked.where("resources", index),
            )
        )
    return tuple(found), tuple(problems)


def _part(
    marked: Marked, at: tuple[str | int, ...], path: str, folder: Path, root: Path
) -> tuple[object, list[Problem]]:
    """A schema or dialect that the descriptor keeps elsewhere."""
    if _WEB.match(path):
        message = f'"{at[-1]}" lies at another address, from which nothing is fetched'
        hint = f"copy it into the package and give its path; without it no {at[-1]} is known."
        return {}, [marked.problem("DP015", message, *at, hint=hint, severity=Severity.WARNING)]
    if problems := list(_file_problems(marked, at, path, folder)):
        return {}, problems
    try:
        return read_json(folder / path, root).value, []
    except SilklineError as error:
        return {}, list(error.problems)


# --- Rules ---


def check_foreign_resources(
    marked: Marked, found: tuple[Described, ...], folder: Path
) -> Iterator[Problem]:
    """All rules for all resources."""
    if mapping(marked.value).get("resources") == []:  # what is missing, the profile tells
        hint = 'list the files under "resources"; a package without any has nothing to show.'
        yield marked.problem("DP008", "the package lists no resources", "resources", hint=hint)
    names: dict[str, int] = {}
    for one in found:
        yield from _check_name(marked, one, names)
        yield from _check_paths(marked, one, folder)
        yield from _check_fields(marked, one)


def _check_name(marked: Marked, one: Described, names: dict[str, int]) -> Iterator[Problem]:
    name, at = member(one.value, "name"), ("resources", one.index, "name")
    if "name" not in one.value:
        return  # the official profile says so
    if not name.strip() or not name.isprintable():
        hint = "give it a short name that says what it holds."
        yield marked.problem(
            "DP010", f"{show(name)} cannot be the name of a resource", *at, hint=hint
        )
    elif name in names:
        first = marked.where("resources", names[name], "name").line
        message = f"two resources are called {show(name)}, the first on line {first}"
        yield marked.problem("DP010", message, *at, hint="give each resource its own name.")
    names.setdefault(name, one.index)


def _check_fields(marked: Marked, one: Described) -> Iterator[Problem]:
    """Of schemas in files of their own too, of which the official profile sees nothing."""
    at = ("resources", one.index, "schema")
    fields = items(one.schema.get("fields"))
    if one.schema and not all(member(field, "name") for field in fields or [None]):
        hint = "list every column with its name and type."
        yield marked.problem("DP017", "the schema lists no fields with names", *at, hint=hint)
    for number, field in enumerate(fields):
        pattern = mapping(mapping(field).get("constraints")).get("pattern")
        place = (*at, "fields", number, "constraints", "pattern")
        yield from check_pattern(marked, place, pattern) if pattern is not None else ()
    names = [member(field, "name") for field in fields]
    yield from check_key(marked, (*at, "primaryKey"), one.schema.get("primaryKey", []), names)
    for number, key in enumerate(items(one.schema.get("foreignKeys"))):
        own = mapping(key).get("fields", [])
        yield from check_key(marked, (*at, "foreignKeys", number, "fields"), own, names)


def _check_paths(marked: Marked, one: Described, folder: Path) -> Iterator[Problem]:
    at: tuple[str | int, ...] = ("resources", one.index, "path")
    several = isinstance(one.value.get("path"), list)
    if 0 < len(one.files) < len(one.paths):
        hint = "list files of the package, or addresses, but not both in one resource."
        yield marked.problem("DP011", '"path" mixes files and addresses', *at, hint=hint)
    elif one.paths and not one.files:
        message = "the data lie at another address, from which nothing is fetched"
        hint = "readers find a link; copy the file into the package to have it published."
        yield marked.problem("DP015", message, *at, hint=hint, severity=Severity.NOTE)
    for number, path in enumerate(one.paths):
        if not _WEB.match(path):
            place = (*at, number) if several else at
            yield from _file_problems(marked, place, path, folder)


def _file_problems(
    marked: Marked, at: tuple[str | int, ...], path: str, folder: Path
) -> Iterator[Problem]:
    made = {DESCRIPTOR, f"{folder.name}.zip", f"{folder.name}.xlsx"}
    faults = list(check_file(marked, at, path, folder, "data/cities.csv"))
    if faults:
        yield from faults
    elif path in made:
        message = f"{show(path)} has the name of a file that the site makes of the package"
        yield marked.problem("DP021", message, *at, hint="give the file another name.")
    else:
        yield from check_served(marked, at, path)


# --- Building, once nothing is wrong ---


def table_of(one: Described, folder: Path) -> Resource:
    """A resource whose rows are read."""
    value, digests = one.value, _digests(one, folder)
    inline = value.get("data")
    dialect = dict(one.dialect)
    if one.format in {"tsv", "tab"}:
        dialect.setdefault("delimiter", "\t")
    return Resource(
        name=value["name"],
        path=one.paths[0] if one.paths else "",
        title=member(value, "title") or value["name"],
        description=member(value, "description"),
        fields=tuple(field_of(f) for f in items(one.schema.get("fields"))),
        primary_key=key_of(one.schema),
        schema=one.schema,
        digest=digest_json(inline) if inline is not None else _joined(digests),
        size_bytes=sum((folder / path).stat().st_size for path in one.paths),
        where=one.where,
        writing=Writing(
            paths=one.paths,
            digests=digests,
            data=inline,
            encoding=member(value, "encoding") or "utf-8",
            dialect=dialect,
        ),
    )


def attachment_of(one: Described, folder: Path) -> Attachment:
    """A resource that is offered as it is."""
    value = one.value
    why = Unread.INLINE if "data" in value else Unread.FILE if one.files else Unread.ELSEWHERE
    return Attachment(
        name=value["name"],
        title=member(value, "title") or value["name"],
        description=member(value, "description"),
        paths=one.paths,
        format=one.format,
        why=why,
        digests=_digests(one, folder),
        size_bytes=sum((folder / path).stat().st_size for path in one.files),
    )


def _digests(one: Described, folder: Path) -> tuple[Digest, ...]:
    return tuple(digest_file(folder / path) for path in one.files)


def _joined(digests: tuple[Digest, ...]) -> Digest:
    return digests[0] if len(digests) == 1 else digest(*(d.encode() for d in digests))


def _are_rows(data: object) -> bool:
    rows = items(data)
    return bool(rows) and (
        all(isinstance(row, list) for row in rows) or all(isinstance(row, dict) for row in rows)
    )
