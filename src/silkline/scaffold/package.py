# The tables of a new package are declared as the starter declares them; only the words differ.
"""Beginning a package, or an indicator in one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from silkline.config import Config
from silkline.model import Package
from silkline.problems import Problems, SilklineError
from silkline.scaffold import placeholders
from silkline.scaffold.names import Site, check_name, problem, read_site, taken
from silkline.scaffold.placeholders import Codes, pick_codes
from silkline.tabular import add_rows, write_whole

_STARTER: Final = "starter/datapackages/nordic-population/datapackage.json"
_README: Final = """\
# Placeholder title

Placeholder: say what the package holds, where it comes from, what was done to it,
and what it is not.

Replace every placeholder in `datapackage.json` and `data/`, put files as published into `raw/`, and
run `silkline check`. `silkline import` makes rows from a table that you have.
"""
_SOURCE_NOTE: Final = """\
# Where the files in this folder come from

`placeholder.csv` is no data: it goes when the first file as published comes.
"""


def new_package(config: Config, name: str, *, today: date) -> Problems:
    """Begin a package of statistics with one indicator, which has the package's name.

    Returns a problem where the name cannot be used (PB033), is taken (PB034), or the site lacks
    the code lists (PB035).
    """
    folder = config.packages_dir / name
    place = config.packages_dir.relative_to(config.root).as_posix()
    try:
        check_name(name, place)
        if folder.exists() or folder.is_symlink():
            raise taken(f"{place}/{name}", f"'{name}'")
        site = read_site(config)
        codes = pick_codes(site)
        indicator = _free(name, site.ids("indicators", "indicator"))
        for path, content in _files(name, indicator, codes, today):
            write_whole(folder / path, content)
    except SilklineError as error:
        return error.problems
    except OSError as error:
        return _unwritable(f"{place}/{name}", error).problems
    return ()


def new_indicator(config: Config, package: str, indicator: str) -> Problems:
    """Add an indicator with one observation, both to be replaced, to a package.

    Returns a problem where the id cannot be used (PB033) or is taken (PB034), or there is no such
    package (PB035).
    """
    try:
        site = read_site(config)
        found = site.package(package)
        table = _path(found, "indicators", config)
        check_name(indicator, table)
        if indicator in site.ids("indicators", "indicator"):
            raise taken(table, f"an indicator '{indicator}'")
        _add_placeholder(site, found, indicator)
    except SilklineError as error:
        return error.problems
    except OSError as error:
        return _unwritable(package, error).problems
    return ()


def _free(name: str, known: frozenset[str]) -> str:
    number = 2
    indicator = name
    while indicator in known:
        indicator, number = f"{name}-{number}", number + 1
    return indicator


def _path(package: Package, table: str, config: Config) -> str:
    resource = package.resource(table)
    path = resource.path if resource else ""
    return (package.folder / path).relative_to(config.root).as_posix()


def _unwritable(path: str, error: OSError) -> SilklineError:
    message = f"the folder cannot be written: {error.strerror or error}"
    return problem("PB031", path, message, "name a folder in a place where you may write.")


# --- a whole package ---


def _files(name: str, indicator: str, codes: Codes, today: date) -> Iterator[tuple[str, bytes]]:
    descriptor = _descriptor(name, codes, today)
    columns = {
        r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in descriptor["resources"]
    }
    rows = {
        "indicators": placeholders.indicator_row(indicator, codes),
        "observations": placeholders.observation_row(indicator, codes),
        "sources": placeholders.source_row(codes),
    }
    yield "README.md", _README.encode()
    yield "raw/SOURCE.md", _SOURCE_NOTE.encode()
    yield placeholders.FILE, placeholders.raw_file(codes)
    for table, row in rows.items():
        yield f"data/{table}.csv", placeholders.table(columns[table], row)
    # Last, because it makes the folder a package.
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    yield "datapackage.json", text.encode()


def _descriptor(name: str, codes: Codes, today: date) -> dict[str, Any]:
    starter: Mapping[str, Any] = json.loads((files("silkline") / _STARTER).read_text("utf-8"))
    licence = codes.licence
    return {
        "$schema": starter["$schema"],
        "name": name,
        "title": "Placeholder title",
        "description": "Placeholder: say in a sentence what the package holds.",
        "version": "0.1.0",
        "created": f"{today.isoformat()}T00:00:00Z",
        "keywords": ["placeholder"],
        "licenses": [
            {
                "name": licence["licence"],
                "title": licence.get("title") or licence["licence"],
                **({"path": licence["url"]} if licence.get("url") else {}),
            }
        ],
        "contributors": [{"title": "Placeholder: your name", "roles": ["editor"]}],
        "sources": [{"title": "Placeholder: name the publication"}],
        "translations": {
            "zh": {"title": "占位标题", "description": "占位：用一句话说明本数据包的内容。"}
        },
        "updateFrequency": starter["updateFrequency"],
        "processingLevel": starter["processingLevel"],
        "citation": "Placeholder: say how to cite it.",
        "resources": starter["resources"],
    }


# --- an indicator ---


def _add_placeholder(site: Site, package: Package, indicator: str) -> None:
    codes = pick_codes(site)
    raw = package.folder / placeholders.FILE
    if raw.exists() and raw.read_bytes() != placeholders.raw_file(codes):
        raise taken(_path(package, "", site.config) + f"/{placeholders.FILE}", "another file")
    rows = {
        "sources": placeholders.source_row(codes),
        "observations": placeholders.observation_row(indicator, codes),
        "indicators": placeholders.indicator_row(indicator, codes),
    }
    if placeholders.SOURCE in _sources(site, package):
        del rows["sources"]
    write_whole(raw, placeholders.raw_file(codes))
    for name, row in rows.items():
        resource = package.resource(name)
        assert resource is not None, "the profile asks for it"
        path = package.folder / resource.path
        text = add_rows(path.read_bytes().decode(), resource.primary_key, [row])
        write_whole(path, text.encode())


def _sources(site: Site, package: Package) -> frozenset[str]:
    table = site.tables.get((package.name, "sources"))
    return frozenset(row.cells["source"] for row in table.rows) if table else frozenset()


def is_prepared(folder: Path) -> bool:
    """Whether the tables of a package are made by a script."""
    return (folder / "prepare.py").is_file()
