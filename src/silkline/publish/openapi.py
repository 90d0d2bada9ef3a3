# The description is made from the files that are there: a file of a new kind has an address here
# without anybody writing one, and no address is promised that does not answer.
"""The data API in the words of OpenAPI 3.1."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from silkline import addresses
from silkline.messages import Messages, messages
from silkline.publish.openapi_schemas import BODIES, SCHEMAS
from silkline.publish.text import Json, json_bytes

if TYPE_CHECKING:
    from silkline.config import Config

VERSION: Final = "3.1.0"

_NAMED: Final = {
    "indicators": "indicator",
    "economies": "area",
    "registers": "register",
    "packages": "package",
    "croissant": "package",
}
"""What the files of a folder are named after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    """A path with the values that make an example of it."""

    pattern: str
    values: tuple[tuple[str, str], ...]


def openapi_json(paths: Iterable[str], config: Config, release: str) -> bytes:
    """Every kind of address, with an example that answers; `paths` are those of all files."""
    m = messages(config.theme_language)
    site = config.site_url.rstrip("/")
    return json_bytes(
        {
            "openapi": VERSION,
            "info": {
                "title": config.site_name,
                "version": release or "latest",
                "description": m("data.lede"),
            },
            "servers": [{"url": f"{site}/{addresses.API}" if site else "."}],
            "paths": {
                pattern: _item(pattern, found, m) for pattern, found in _grouped(paths).items()
            },
            "components": {"schemas": SCHEMAS},
        }
    )


def _grouped(paths: Iterable[str]) -> dict[str, tuple[_Address, list[str]]]:
    """The first file of each pattern, and the kinds of all of them."""
    found: dict[str, tuple[_Address, list[str]]] = {}
    for path in sorted(paths):
        address = _address(path)
        _, kinds = found.setdefault(address.pattern, (address, []))
        kind = addresses.media_type(path) or addresses.UNKNOWN
        if kind not in kinds:
            kinds.append(kind)
    return dict(sorted(found.items()))


def _address(path: str) -> _Address:
    folder, *rest = path.split("/")
    if folder not in _NAMED or not rest:
        return _Address(pattern=f"/{path}", values=())
    name = _NAMED[folder]
    if folder != "packages" or len(rest) == 1:
        key, _, ending = rest[0].partition(".")
        return _Address(pattern=f"/{folder}/{{{name}}}.{ending}", values=((name, key),))
    return _in_package(rest[0], posixpath.join(*rest[1:]))


def _in_package(package: str, path: str) -> _Address:
    """A file of a package: some have names of their own, the others are grouped by folder."""
    own = ("package", package)
    if path == "datapackage.json":
        return _Address(pattern=f"/packages/{{package}}/{path}", values=(own,))
    for ending in (".zip", ".xlsx"):
        if path == package + ending:
            values = (own, ("name", package))
            return _Address(pattern=f"/packages/{{package}}/{{name}}{ending}", values=values)
    folder, name = posixpath.split(path)
    way = f"{folder}/" if folder else ""
    if addresses.package_tables(package, folder).endswith(f"/{path}"):
        return _Address(pattern=f"/packages/{{package}}/{way}{name}", values=(own,))
    return _Address(pattern=f"/packages/{{package}}/{way}{{file}}", values=(own, ("file", name)))


def _item(pattern: str, found: tuple[_Address, list[str]], m: Messages) -> dict[str, Json]:
    address, kinds = found
    content: dict[str, Json] = {kind: _body(pattern, kind) for kind in kinds}
    operation: dict[str, Json] = {
        "operationId": re.sub(r"[^A-Za-z0-9]+", "_", pattern).strip("_"),
        "summary": _summary(pattern, m),
        "responses": {"200": {"description": m("openapi.answer"), "content": content}},
    }
    parameters: list[Json] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": m(f"openapi.{name}"),
            "schema": {"type": "string"},
            "example": value,
        }
        for name, value in address.values
    ]
    return {"get": {**operation, "parameters": parameters} if parameters else operation}


def _body(pattern: str, kind: str) -> Mapping[str, Json]:
    name = BODIES.get(pattern)
    if name and kind == "application/json":
        return {"schema": {"$ref": f"#/components/schemas/{name}"}}
    return {"schema": {"type": "object"}} if kind == "application/json" else {}


_SUMMARIES: Final = {
    "/index.json": "endpoint.index",
    "/catalog.jsonld": "endpoint.catalogue",
    "/CITATION.cff": "endpoint.cited",
    "/claims.json": "endpoint.claims",
    "/reconciliations.json": "endpoint.reconciliations",
    "/structures/observations.json": "endpoint.structures",
    "/glossary.csv": "endpoint.glossary_csv",
    "/glossary.json": "endpoint.glossary_json",
    "/timeline.csv": "endpoint.timeline_csv",
    "/timeline.atom": "endpoint.timeline_atom",
    "/timeline.ics": "endpoint.timeline_calendar",
    "/croissant/{package}.json": "endpoint.croissant",
    "/registers/{register}.csv": "endpoint.register_csv",
    "/registers/{register}.json": "endpoint.register_json",
    "/manifest.json": "endpoint.manifest",
    "/SHA256SUMS": "endpoint.checksums",
    "/openapi.json": "endpoint.openapi",
    "/indicators/{indicator}.csv": "endpoint.indicator_csv",
    "/indicators/{indicator}.labelled.csv": "endpoint.indicator_labelled",
    "/indicators/{indicator}.sdmx.csv": "endpoint.indicator_sdmx",
    "/indicators/{indicator}.parquet": "endpoint.indicator_parquet",
    "/indicators/{indicator}.json": "endpoint.indicator_json",
    "/indicators/{indicator}.metadata.json": "endpoint.indicator_metadata",
    "/indicators/{indicator}.csv-metadata.json": "endpoint.csvw",
    "/indicators/{indicator}.labelled.csv-metadata.json": "endpoint.csvw",
    "/indicators/{indicator}.sdmx.csv-metadata.json": "endpoint.csvw",
    "/economies/{area}.csv-metadata.json": "endpoint.csvw",
    "/registers/{register}.csv-metadata.json": "endpoint.csvw",
    "/glossary.csv-metadata.json": "endpoint.csvw",
    "/timeline.csv-metadata.json": "endpoint.csvw",
    "/packages/{package}/data/csv-metadata.json": "endpoint.package_csvw",
    "/economies/{area}.csv": "endpoint.economy_csv",
    "/economies/{area}.json": "endpoint.economy_json",
    "/packages/{package}/datapackage.json": "endpoint.package_descriptor",
    "/packages/{package}/{name}.zip": "endpoint.package_zip",
    "/packages/{package}/{name}.xlsx": "endpoint.package_xlsx",
}


def _summary(pattern: str, m: Messages) -> str:
    key = _SUMMARIES.get(pattern, "")
    return m(key) if key else m("openapi.file_at", path=pattern.strip("/"))
