# What a page shows of a package that follows no profile of ours, beyond what every package has: the
# first rows, because no indicator page shows them; what its schemas say of gaps and keys; files
# that are no tables; and what lies elsewhere, which readers must be told.
"""Parts of the pages of packages of other profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from silkline import addresses
from silkline.model import Package, Resource, Table, Unread
from silkline.render.indicator import outside_link
from silkline.render.pages import web_address
from silkline.render.pieces import Link
from silkline.tabular import missing_values

if TYPE_CHECKING:
    from silkline.render.parts import Parts

ROWS_SHOWN: Final = 10
COLUMNS_SHOWN: Final = 30
CHARACTERS_SHOWN: Final = 120
"""Of the first rows of a table; the whole of it is one download away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPart:
    """The first rows of a table, as its file has them."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    """Whether a column holds numbers, by its schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPart:
    """A resource in the list at the head of a page."""

    anchor: str
    title: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPart:
    """A resource that is no table."""

    anchor: str
    title: str
    description: str
    files: tuple[Link, ...]
    """Address on the site and path of each file."""
    links: tuple[Markup, ...]
    """To what lies elsewhere."""
    facts: str


def contents(parts: Parts, package: Package) -> tuple[ContentPart, ...]:
    """All resources of a package of another profile, with the places that tell of them."""
    return tuple(_contents(parts, package)) if package.is_foreign else ()


def _contents(parts: Parts, package: Package) -> Iterator[ContentPart]:
    m = parts.m
    for resource in package.resources:
        table = parts.data.table(package.name, resource.name)
        told = m("package.rows", n=len(table.rows)) if table else ""
        yield ContentPart(anchor=anchor(package, resource), title=resource.title, facts=told)
    for number, found in enumerate(package.attachments, start=1):
        yield ContentPart(anchor=f"file-{number}", title=found.title, facts=found.format.upper())


def preview(parts: Parts, resource: Resource, table: Table | None) -> PreviewPart | None:
    """The first rows; none of a table of our profiles, whose figures have pages."""
    if resource.writing is None or table is None or not table.rows:
        return None
    m, header = parts.m, table.header[:COLUMNS_SHOWN]
    left = len(table.header) - len(header)
    shown = table.rows[:ROWS_SHOWN]
    told = [
        m("preview.rows", shown=m.number(len(shown)), n=len(table.rows))
        if len(shown) < len(table.rows)
        else m("preview.all", n=len(shown))
    ]
    told += [m("preview.columns_left", n=left)] if left > 0 else []
    types = {f.name: f.type for f in resource.fields}
    return PreviewPart(
        caption=m("list.semicolon").join(told),
        header=header,
        rows=tuple(tuple(_cut(row.cells[name]) for name in header) for row in shown),
        numeric=tuple(types.get(name) in {"number", "integer", "year"} for name in header),
    )


def _cut(cell: str) -> str:
    return cell if len(cell) <= CHARACTERS_SHOWN else cell[: CHARACTERS_SHOWN - 1] + "…"


def table_notes(parts: Parts, resource: Resource) -> tuple[str, ...]:
    """What a schema says of a whole table: gaps, keys, and how the file is written."""
    return tuple(_notes(parts, resource)) if resource.writing else ()


def _notes(parts: Parts, resource: Resource) -> Iterator[str]:
    m, writing = parts.m, resource.writing
    if not resource.fields:
        yield m("package.no_schema")
    if gaps := [v for v in missing_values(resource.schema) if v]:
        yield m("package.missing", values=m("list.separator").join(gaps))
    for columns, table, others in _references(resource):
        told = m("list.separator")
        yield m("package.refers", columns=told.join(columns), table=table, others=told.join(others))
    for columns in resource.schema.get("uniqueKeys", ()):
        names = [columns] if isinstance(columns, str) else columns
        yield m("package.unique", columns=m("list.separator").join(map(str, names)))
    if writing and writing.data is not None:
        yield m("package.inline_rows")
    if writing and writing.encoding.lower() not in {"utf-8", "utf8"}:
        yield m("package.encoding", name=writing.encoding)
    delimiter = writing.dialect.get("delimiter", ",") if writing else ","
    if delimiter != ",":
        yield m("package.delimiter", character=_DELIMITERS.get(delimiter, delimiter))


_DELIMITERS: Final = {"\t": "\\t"}


def _references(resource: Resource) -> Iterator[tuple[list[str], str, list[str]]]:
    for key in resource.schema.get("foreignKeys", ()):
        reference = key.get("reference", {}) if isinstance(key, Mapping) else {}
        own, others = _names(key.get("fields")), _names(reference.get("fields"))
        if own and others:
            yield own, str(reference.get("resource") or resource.name), others


def _names(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [name for name in listed if isinstance(name, str)]


def anchor(package: Package, resource: Resource) -> str:
    """Where a table stands on its page; names of other profiles may hold anything."""
    if not package.is_foreign:
        return f"table-{resource.name}"
    return f"table-{package.resources.index(resource) + 1}"


def table_files(package: Package, resource: Resource) -> tuple[Link, ...]:
    """Address and path of each file of a table; none where its rows stand in the descriptor."""
    paths = resource.writing.paths if resource.writing else (resource.path,)
    return tuple((addresses.package_file(package.name, path), path) for path in paths)


def other_parts(parts: Parts, package: Package) -> tuple[OtherPart, ...]:
    """Resources that are no tables."""
    return tuple(_other(parts, package, n) for n in range(len(package.attachments)))


def _other(parts: Parts, package: Package, index: int) -> OtherPart:
    attachment = package.attachments[index]
    m, elsewhere = parts.m, attachment.why is Unread.ELSEWHERE
    told = [m(f"package.{attachment.why}")]
    if attachment.size_bytes:
        told = [m("package.bytes", n=attachment.size_bytes), *told]
    if attachment.format:
        told = [attachment.format.upper(), *told]
    return OtherPart(
        anchor=f"file-{index + 1}",
        title=attachment.title,
        description=attachment.description,
        files=tuple(
            (addresses.package_file(package.name, path), path)
            for path in (() if elsewhere else attachment.paths)
        ),
        links=tuple(outside_link(path, path) for path in attachment.paths if elsewhere),
        facts=" · ".join(told),
    )


def origins(package: Package) -> tuple[Markup, ...]:
    """What the descriptor names as sources, with a link where it gives an address."""
    if not package.is_foreign:
        return ()
    return tuple(outside_link(path, title) for title, path in package.named_sources)


def profile_of(package: Package) -> str:
    """The address of the profile that it says it follows; empty where it is the official one."""
    named = package.descriptor.get("$schema") or package.descriptor.get("profile")
    address = web_address(named) if isinstance(named, str) else ""
    return "" if not package.is_foreign or "datapackage.org/profiles/" in address else address


def homepage_of(package: Package) -> str:
    """The page about it on the web, if it names one."""
    named = package.descriptor.get("homepage")
    return web_address(named) if package.is_foreign and isinstance(named, str) else ""
