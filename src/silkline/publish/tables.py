# A table of any package for a notebook: the very bytes that the package publishes, and beside them
# what the text of a CSV file cannot say, which is what its columns are.
"""Tables of packages as notebooks read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silkline.publish.text import json_bytes
from silkline.tabular import is_well_formed, line_of, read_table, without_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silkline.model import Package, Resource, Table


def table_csv(package: Package, resource: Resource) -> bytes:
    """The table as its package holds it; of another profile, plain and with empty cells as gaps."""
    if resource.writing:
        table = _plain(package, resource)
        lines = (line_of([row.cells[c] for c in table.header]) for row in table.rows)
        return "".join([line_of(table.header), *lines]).encode()
    return (package.folder / resource.path).read_bytes()


def table_json(package: Package, resource: Resource) -> bytes:
    """Title of the table, and the type of each of its columns."""
    return json_bytes(
        {
            "package": package.name,
            "table": resource.name,
            "title": f"{package.title}: {resource.title or resource.name}",
            "types": dict(_types(package, resource)),
        }
    )


def _types(package: Package, resource: Resource) -> Iterator[tuple[str, str]]:
    """As declared; of another profile a number may be written as no other program reads it."""
    rows = _plain(package, resource).rows if resource.writing else ()
    for field in resource.fields:
        cells = (row.cells.get(field.name, "") for row in rows)
        plain = all(is_well_formed(field.type, cell) for cell in cells if cell)
        yield field.name, field.type if plain else "string"


def _plain(package: Package, resource: Resource) -> Table:
    return without_missing(resource, read_table(package, resource, package.folder))
