# A table of any package for a notebook: the very bytes that the package publishes, and beside them
# what the text of a CSV file cannot say, which is what its columns are.
"""Tables of packages as notebooks read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silkline.publish.text import json_bytes

if TYPE_CHECKING:
    from silkline.model import Package, Resource


def table_csv(package: Package, resource: Resource) -> bytes:
    """The table as its package holds it."""
    return (package.folder / resource.path).read_bytes()


def table_json(package: Package, resource: Resource) -> bytes:
    """Title of the table, and the type of each of its columns."""
    return json_bytes(
        {
            "package": package.name,
            "table": resource.name,
            "title": f"{package.title}: {resource.title or resource.name}",
            "types": {field.name: field.type for field in resource.fields},
        }
    )
