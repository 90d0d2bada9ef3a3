# The data as a notebook sees it. In a build a notebook finds only the files of what it declares; at
# a desk, in a checkout, the same bytes are made from the packages on the spot. Both are those of
# the published files, so a story shows what a reader can download; figures are read from the CSV,
# so the JSON comes without them.
"""Indicators and tables as pandas data frames."""

from __future__ import annotations

import io
import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from silkline.marks import suggest
from silkline.model import Unit
from silkline.reader.errors import (
    NoData,
    NotReached,
    TooLarge,
    UndeclaredRead,
    UnknownArea,
    UnknownIndicator,
    UnknownTable,
    WrongContent,
)
from silkline.reader.tables import declared_table
from silkline.series import period_start

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from datetime import date

    from silkline.model import Dataset
    from silkline.reader.elsewhere import Place

DATA_FOLDER: Final = "SILKLINE_DATA"
"""Environment variable: the folder that holds what a notebook declares, in a build."""

COLUMNS: Final = {
    "ref_area": "str",
    "ref_area_name": "str",
    "time_period": "str",
    "year": "int64",
    "obs_value": "float64",
    "obs_qualifier": "str",
    "obs_status": "str",
    "unit": "str",
    "source": "str",
    "evidence": "str",
    "note": "str",
}
"""Columns of what `read` returns, with their types. Only `obs_value` can hold NaN."""

__all__ = [
    "COLUMNS",
    "DATA_FOLDER",
    "NoData",
    "NotReached",
    "TooLarge",
    "UndeclaredRead",
    "UnknownArea",
    "UnknownIndicator",
    "UnknownTable",
    "WrongContent",
    "catalog",
    "read",
    "read_table",
    "unit",
]

_CATALOG: Final = ("indicator", "title", "title_zh", "topic", "unit", "definition", "package")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERIOD: Final = re.compile(r"\d{4}(?:-(?:Q[1-4]|S[12]|0[1-9]|1[0-2]))?")


def read(
    indicator: str,
    *,
    areas: str | Iterable[str] | None = None,
    since: int | str | None = None,
    until: int | str | None = None,
    alternatives: bool = False,
    source: str | Path | None = None,
    release: str = "",
    cache: str | Path | None = None,
) -> pd.DataFrame:
    """An indicator's observations, one row for each area and period, sorted by them.

    Args:
        indicator: Id of the indicator, such as `dds-exports`.
        areas: Code or codes of the areas to keep; all of them if not given.
        since: First year, or period such as `2020-Q3`, to keep.
        until: Last year or period to keep; a year is kept whole.
        alternatives: Whether figures that other sources give for the same area and period, such as
            first releases, follow the preferred one as rows of their own.
        source: Where the data are: the address of a site, a ZIP file of a package or of a release,
            or a folder in a checkout; if not given, the checkout that one works in. A notebook in a
            build reads what it declares, and gives none.
        release: Version of the release to read, such as `2026.1`, of a site or of a checkout; the
            data as they are now if not given. What is read never changes.
        cache: Folder that keeps what was fetched from a site, checked and ready without a network;
            the platform's folder for caches if not given.

    Returns:
        The columns of `COLUMNS`. `obs_value` is in the unit named by `unit`, NaN where nothing was
        published; a derived value's `source` is `derived`. `attrs` has `indicator`, `title`, `unit`
        (symbol), `decimals`, `definition`, `caveat` and `sources` (a list of citations).

    Raises:
        UndeclaredRead: the notebook does not declare the indicator.
        UnknownIndicator: there is no such indicator.
        UnknownArea: the indicator has no observation for an area that was asked for.
        NoData: no data folder is to be found, or its packages have mistakes; NotReached,
            WrongContent and TooLarge are the kinds of it that a site or an archive can bring about.
        ValueError: `since` or `until` is no period.
    """
    table, meta = _files(indicator, source, release, cache)
    if alternatives and "alternatives" not in meta:
        raise NoData("a release holds preferred figures; the others are in the package's table")
    frame = _with_alternatives(_frame(table), meta) if alternatives else _frame(table)
    for area in _codes(areas):
        _check_area(frame, area, indicator)
    if areas is not None:
        frame = frame[frame["ref_area"].isin(_codes(areas))]
    if since is not None or until is not None:
        frame = frame[frame["time_period"].map(_within(since, until)).astype(bool)]
    frame = frame.reset_index(drop=True)
    frame.attrs = _attributes(meta)
    return frame


def read_table(
    package: str,
    table: str,
    *,
    source: str | Path | None = None,
    release: str = "",
    cache: str | Path | None = None,
) -> pd.DataFrame:
    """A table of a package, such as the members of an agreement, in the order of its rows.

    A notebook declares it as `package/table`.

    Args:
        package: Name of the package, such as `zones-and-agreements`.
        table: Name of the table in its descriptor, such as `members`.
        source: Where the data are, as for `read`.
        release: Version of the release to read, as for `read`.
        cache: Folder that keeps what was fetched, as for `read`.

    Returns:
        Every column of the table. Integers are `Int64`, numbers `float64`, each with a missing
        value where the cell is empty; everything else is text as it stands, codes included, and
        an empty cell is the empty text. `attrs` has `package`, `table` and `title`.

    Raises:
        UndeclaredRead: the notebook does not declare the table.
        UnknownTable: no package has such a table.
        NoData: no data folder is to be found, or the table has mistakes.
    """
    if source is not None or release:
        from silkline.reader import elsewhere

        _refuse_in_build(source or release)
        return elsewhere.table(_place(source, release, cache), package, table)
    folder = _data_folder()
    if folder:
        return declared_table(folder, package, table)
    from silkline.reader.checkout import checkout_table

    return checkout_table(Path.cwd(), package, table)


def catalog(
    *, source: str | Path | None = None, release: str = "", cache: str | Path | None = None
) -> pd.DataFrame:
    """The indicators that can be read: id, titles, topic, unit, definition and package.

    Args:
        source: Where the data are, as for `read`.
        release: Version of the release to read, as for `read`.
        cache: Folder that keeps what was fetched, as for `read`.
    """
    if source is not None or release:
        from silkline.reader import elsewhere

        _refuse_in_build(source or release)
        found = elsewhere.listed(_place(source, release, cache))
        told = [tuple(str(row.get(c, "")) for c in _CATALOG) for row in found]
        return pd.DataFrame(told, columns=list(_CATALOG), dtype="str")
    folder = _data_folder()
    rows = _declared(folder) if folder else _listed(_listing())
    return pd.DataFrame(list(rows), columns=list(_CATALOG), dtype="str")


def unit(code: str) -> Unit:
    """The unit of that code. Raises NoData where no indicator that can be read here is in it."""
    folder = _data_folder()
    if not folder:
        units = _listing().units
        if code in units:
            return units[code]
        raise NoData(f'there is no unit "{code}"')
    for name in _declared_ids(folder):
        found = json.loads((folder / f"{name}.json").read_bytes())["unit"]
        if found["unit"] == code:
            texts = {k: found[k] for k in ("title", "title_zh", "symbol", "base", "ucum")}
            return Unit(code=code, multiplier=Decimal(str(found["multiplier"])), **texts)
    raise NoData(f'no declared indicator is in the unit "{code}"')


def _files(
    indicator: str, source: str | Path | None, release: str, cache: str | Path | None
) -> tuple[bytes, Mapping[str, Any]]:
    """The indicator's CSV, and its JSON parsed; the observations are read from the first alone."""
    if source is not None or release:
        from silkline.reader import elsewhere

        _refuse_in_build(source or release)
        return elsewhere.indicator_files(_place(source, release, cache), indicator)
    folder = _data_folder()
    if folder:
        return _declared_files(folder, indicator)
    dataset = _checkout(indicator)
    if indicator not in dataset.indicators:
        raise UnknownIndicator(_no_indicator(indicator, dataset.indicators))
    from silkline.publish import beside_csv, indicator_csv

    return indicator_csv(dataset, indicator), json.loads(beside_csv(dataset, indicator))


def _place(source: str | Path | None, release: str, cache: str | Path | None) -> Place:
    from silkline.reader.elsewhere import Place

    return Place(source=source or Path.cwd(), release=release, cache=str(cache or ""))


def _refuse_in_build(source: str | Path) -> None:
    """A build reads what its notebooks declare, and nothing from elsewhere."""
    if _data_folder():
        raise UndeclaredRead(
            f'a notebook in a build reads what it declares, not "{source}": leave out `source`'
        )


# --- In a build: the declared files ---


def _data_folder() -> Path | None:
    name = os.environ.get(DATA_FOLDER)
    return Path(name) if name else None


def _declared_files(folder: Path, indicator: str) -> tuple[bytes, Mapping[str, Any]]:
    if not _ID.fullmatch(indicator):
        raise UnknownIndicator(_no_indicator(indicator, _declared_ids(folder)))
    try:
        table = (folder / f"{indicator}.csv").read_bytes()
        return table, json.loads((folder / f"{indicator}.json").read_bytes())
    except FileNotFoundError:
        raise UndeclaredRead(
            f'this notebook does not declare that it reads "{indicator}": '
            f'add "{indicator}" to metadata.silkline.reads'
        ) from None


def _declared_ids(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.glob("*.csv"))


def _declared(folder: Path) -> Iterator[tuple[str, ...]]:
    for name in _declared_ids(folder):
        meta = json.loads((folder / f"{name}.json").read_bytes())
        yield tuple(meta["unit"]["symbol"] if c == "unit" else str(meta[c]) for c in _CATALOG)


# --- In a checkout: the packages ---


def _checkout(indicator: str) -> Dataset:
    # The rooms that judge packages take longer to load than a declared file takes to read.
    from silkline.reader.checkout import read_checkout

    return read_checkout(Path.cwd(), indicator)


def _listing() -> Dataset:
    from silkline.reader.checkout import listed_checkout

    return listed_checkout(Path.cwd())


def _listed(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for _, i in sorted(dataset.indicators.items()):
        symbol = dataset.units[i.unit].symbol
        yield (i.id, i.title, i.title_zh, i.topic, symbol, i.definition, i.package)


# --- Rows ---


def _frame(table: bytes) -> pd.DataFrame:
    # Every cell stays the text it is: Namibia's code in two letters is NA, and no name is missing.
    frame = pd.read_csv(io.BytesIO(table), dtype="str", keep_default_na=False, na_filter=False)
    periods = frame["time_period"].tolist()
    years = {period: period_start(period).year for period in dict.fromkeys(periods)}
    frame["year"] = [years[period] for period in periods]
    frame["obs_value"] = [float(text or "nan") for text in frame["obs_value"].tolist()]
    return frame[list(COLUMNS)].astype(COLUMNS)


def _with_alternatives(frame: pd.DataFrame, meta: Mapping[str, Any]) -> pd.DataFrame:
    names = {area["area"]: area["name"] for area in meta["areas"]}
    unit_code = meta["unit"]["unit"]
    rows = [
        {
            **found,
            "ref_area_name": names[found["ref_area"]],
            "year": period_start(found["time_period"]).year,
            "unit": unit_code,
        }
        for found in meta["alternatives"]
    ]
    both = pd.concat([frame, pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)])
    # Only a place that has a preferred figure has alternatives, so its place in the frame is known.
    places = {
        place: n for n, place in enumerate(zip(frame.ref_area, frame.time_period, strict=True))
    }
    order = [places[place] for place in zip(both.ref_area, both.time_period, strict=True)]
    return both.assign(order=order).sort_values("order", kind="stable").drop(columns="order")


def _codes(areas: str | Iterable[str] | None) -> list[str]:
    if areas is None:
        return []
    return [areas] if isinstance(areas, str) else list(areas)


def _check_area(frame: pd.DataFrame, area: str, indicator: str) -> None:
    known = set(frame["ref_area"])
    if area not in known:
        hint = suggest(area, known)
        raise UnknownArea(
            f'"{indicator}" has no observation for the area "{area}"' + (hint and f"; {hint}")
        )


def _within(since: int | str | None, until: int | str | None) -> Callable[[str], bool]:
    first, last = _bound(since), _bound(until)

    def is_within(period: str) -> bool:
        start = period_start(period)
        return (not first or period_start(first) <= start) and (not last or start <= _end(last))

    return is_within


def _end(period: str) -> date:
    """The last start that a bound lets in: a whole year takes in its quarters and months."""
    start = period_start(period)
    return start.replace(month=12) if period.isdigit() else start


def _bound(period: int | str | None) -> str:
    text = "" if period is None else str(period)
    if text and not _PERIOD.fullmatch(text):
        raise ValueError(f"{text!r} is no period; write 2020, 2020-Q3, 2020-S1 or 2020-06")
    return text


def _attributes(meta: Mapping[str, Any]) -> dict[Hashable | None, Any]:
    copied = ("indicator", "title", "decimals", "definition", "caveat")
    return {
        **{name: meta[name] for name in copied},
        "unit": meta["unit"]["symbol"],
        "sources": [source["citation"] for source in meta["sources"]],
    }


def _no_indicator(indicator: str, known: Iterable[str]) -> str:
    hint = suggest(indicator, known)
    return f'there is no indicator "{indicator}"' + (hint and f"; {hint}")
