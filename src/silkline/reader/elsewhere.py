# Every source gives the published bytes of an indicator, so that what is made of them is the same
# wherever they come from.
"""Data from a folder, a ZIP file or a served site that a reader names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from silkline import addresses
from silkline.marks import suggest
from silkline.publish import indicator_csv, indicator_json, table_csv, table_json
from silkline.publish.text import json_bytes
from silkline.reader.archive import Archive, package_of
from silkline.reader.checkout import checkout_table, listed_checkout, read_checkout
from silkline.reader.errors import NoData, NotReached, UnknownIndicator
from silkline.reader.frozen import frozen_release
from silkline.reader.served import served_site
from silkline.reader.tables import table_frame, unknown_table

if TYPE_CHECKING:
    import pandas as pd

    from silkline.model import Dataset

Read = Callable[[str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the data are, and in which release."""

    source: str | Path
    release: str
    """Empty for the data as they are now."""
    cache: str


def indicator_files(place: Place, name: str) -> tuple[bytes, Mapping[str, Any]]:
    """An indicator's CSV, and its JSON parsed; of a release what is told of it without its rows."""
    read, source = _api(place), place.source
    if read:
        known = _indicators(read)
        if name not in known:
            raise unknown_indicator(name, known)
        told = "json" if "json" in known[name] else "metadata.json"
        return read(f"indicators/{name}.csv"), json.loads(read(f"indicators/{name}.{told}"))
    dataset = _dataset(source, name)
    if name not in dataset.indicators:
        raise unknown_indicator(name, dataset.indicators)
    if not dataset.observations.get(name):
        raise NoData(
            f'"{name}" is computed from other indicators: its package does not hold its figures'
        )
    return indicator_csv(dataset, name), json.loads(indicator_json(dataset, name))


def table(place: Place, package: str, name: str) -> pd.DataFrame:
    """A table of a package."""
    read, source = _api(place), place.source
    if read:
        return _served_table(read, package, name)
    if not _is_zip(source):
        return checkout_table(Path(source), package, name)
    found, _ = package_of(Path(source))
    resource = found.resource(name)
    if found.name != package or resource is None:
        known = [f"{found.name}/{r.name}" for r in found.resources]
        raise unknown_table(f"{package}/{name}", known)
    return table_frame(table_csv(found, resource), table_json(found, resource))


def listed(place: Place) -> Iterator[Mapping[str, str]]:
    """What is known of each indicator, by id."""
    read, source = _api(place), place.source
    if read:
        for known in _indicators(read).values():
            yield {**known, "unit": known.get("unit_symbol", known["unit"])}
        return
    dataset = (
        package_of(Path(source))[1] if _is_zip(source) else listed_checkout(Path(source).resolve())
    )
    for _, i in sorted(dataset.indicators.items()):
        told = {n: getattr(i, n) for n in ("title", "title_zh", "topic", "definition", "package")}
        yield {**told, "indicator": i.id, "unit": dataset.units[i.unit].symbol}


def unknown_indicator(name: str, known: Mapping[str, Any]) -> UnknownIndicator:
    """The error for an indicator that there is not."""
    hint = suggest(name, known)
    return UnknownIndicator(f'there is no indicator "{name}"' + (hint and f"; {hint}"))


def _api(place: Place) -> Read | None:
    """What reads the files of the data API there; nothing where there are packages only."""
    source, release = place.source, place.release
    if isinstance(source, str) and "://" in source:
        folder = f"{source.rstrip('/')}/{addresses.RELEASES}/{release}/" if release else source
        return served_site(folder, place.cache).read
    if _is_zip(source):
        if release:
            raise NoData(f"{source} holds one state of the data: leave out `release`")
        archive = Archive(Path(source))
        return archive.read if archive.is_api else None
    if not Path(source).is_dir():
        raise NoData(f"there is no folder or ZIP file {source}")
    return frozen_release(Path(source).resolve(), release) if release else None


def _is_zip(source: str | Path) -> bool:
    return Path(source).suffix.lower() == ".zip"


def _dataset(source: str | Path, name: str) -> Dataset:
    if _is_zip(source):
        return package_of(Path(source))[1]
    return read_checkout(Path(source).resolve(), name)


def _indicators(read: Read) -> dict[str, dict[str, Any]]:
    listed = json.loads(read("index.json"))["indicators"]
    return {i["indicator"]: i for i in listed}


def _served_table(read: Read, package: str, name: str) -> pd.DataFrame:
    packages = {p["package"]: p for p in json.loads(read("index.json"))["packages"]}
    if package not in packages:
        raise unknown_table(f"{package}/{name}", (f"{p}/{name}" for p in packages))
    try:
        descriptor = json.loads(read(f"packages/{package}/datapackage.json"))
    except NotReached as error:
        raise NoData(str(error)) from None
    resources = {r["name"]: r for r in descriptor["resources"]}
    if name not in resources:
        raise unknown_table(f"{package}/{name}", (f"{package}/{r}" for r in resources))
    resource = resources[name]
    told = json_bytes(
        {
            "package": package,
            "table": name,
            "title": f"{descriptor.get('title', package)}: {resource.get('title') or name}",
            "types": {f["name"]: f.get("type", "any") for f in resource["schema"]["fields"]},
        }
    )
    return table_frame(read(f"packages/{package}/{resource['path']}"), told)
