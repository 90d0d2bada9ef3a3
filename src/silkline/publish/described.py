# What a program or a librarian needs to know of an indicator before fetching a single row: meaning,
# coverage, sources with digests, terms, columns, and every file with its size and digest.
"""All that is known of an indicator but its observations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.messages import messages
from silkline.model import Artifact
from silkline.publish.labelled import LABELLED_COLUMNS
from silkline.publish.parquet import NUMBER, parquet_columns
from silkline.publish.sdmx import SDMX_COLUMNS, SDMX_MEANINGS
from silkline.publish.statistics import about_indicator, areas_of
from silkline.publish.text import Json, json_bytes
from silkline.series import alternatives, periods, preferred

if TYPE_CHECKING:
    from collections.abc import Iterable

    from silkline.config import Config
    from silkline.model import Dataset, Package


def indicator_metadata(
    dataset: Dataset, indicator: str, config: Config, files: Iterable[Artifact]
) -> bytes:
    """An indicator without its rows; `files` are those that hold them."""
    known = dataset.indicators[indicator]
    topic = dataset.topics[known.topic]
    package = dataset.packages[known.package]
    page = addresses.indicator_page(indicator)
    return json_bytes(
        {
            **about_indicator(dataset, indicator),
            "topic_title": topic.title,
            "topic_title_zh": topic.title_zh,
            "coverage": _coverage(dataset, indicator),
            "areas": areas_of(dataset, indicator),
            "package_title": package.title,
            "package_title_zh": package.title_zh,
            "version": package.version,
            "created": package.created,
            "licences": _licences(package),
            "citation": package.citation,
            "publisher": config.site_name,
            "release": dataset.release,
            "page": _link(page),
            "url": f"{config.site_url.rstrip('/')}/{page}" if config.site_url else "",
            "structures": _link(addresses.STRUCTURES),
            "descriptor": _link(addresses.package_descriptor(package.name)),
            "zip": _link(addresses.package_zip(package.name)),
            "columns": _columns(),
            "files": [_file(f) for f in files],
        }
    )


def _coverage(dataset: Dataset, indicator: str) -> dict[str, Json]:
    found = preferred(dataset, indicator)
    covered = periods(dataset, indicator)
    valued = [o for o in found if o.value is not None]
    return {
        "first_period": covered[0] if covered else "",
        "last_period": covered[-1] if covered else "",
        "periods": len(covered),
        "areas": len({o.ref_area for o in valued}),
        "values": len(valued),
        "missing": len(found) - len(valued),
        "hedged": sum(o.qualifier != "" for o in valued),
        "statuses": dict(sorted(Counter(o.status for o in found).items())),
        "alternatives": sum(map(len, alternatives(dataset, indicator).values())),
    }


def _licences(package: Package) -> list[Json]:
    return [{"licence": x.name, "title": x.title, "url": x.path} for x in package.licenses]


def _columns() -> list[Json]:
    """Every column that one of the files has, its meaning, and the files that have it."""
    en, zh = messages("en"), messages("zh")
    forms = {
        "csv": addresses.COLUMNS,
        "labelled.csv": LABELLED_COLUMNS,
        "sdmx.csv": SDMX_COLUMNS,
        "parquet": tuple(name for name, _ in parquet_columns()),
    }
    names = dict.fromkeys(name for columns in forms.values() for name in columns)
    return [
        {
            "column": name,
            "type": "number" if name in {NUMBER, NUMBER.upper()} else "string",
            "meaning": en(SDMX_MEANINGS.get(name) or f"column.{name}"),
            "meaning_zh": zh(SDMX_MEANINGS.get(name) or f"column.{name}"),
            "in": [form for form, columns in forms.items() if name in columns],
        }
        for name in names
    ]


def _file(file: Artifact) -> dict[str, Json]:
    return {
        "address": _link(file.uri),
        "media_type": addresses.media_type(file.uri),
        "bytes": file.size,
        "sha256": file.sha256,
    }


def _link(address: str) -> str:
    return addresses.relative(f"{addresses.API}/indicators/", address)
