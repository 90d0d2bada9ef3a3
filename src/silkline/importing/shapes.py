# Tables that people have come in three shapes. The names that columns usually have are known here,
# in English and Chinese; a column that has another name is named by an option, never guessed.
"""Finding out which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from silkline.checks.periods import is_period
from silkline.importing.request import Grid, Record, Request, Shape, stop
from silkline.marks import show, suggest

SEARCHED: Final = 30
"""Records in which the header is looked for."""
_CODES: Final = (
    "ref area, iso3, iso3 code, iso 3, iso alpha 3, alpha 3 code, iso code, iso, country code, "
    "countrycode, country iso3, economy code, area code, reporter iso, reporteriso, geo code, "
    "code, m49, m49 code, country or area code, 国家代码, 地区代码, 国家 地区代码, 代码"
)
_AREAS: Final = (
    "area, country, country name, countryname, economy, economy label, economy name, name, entity, "
    "country or area, country area, region, reference area, geo, geography, location, territory, "
    "reporter, "
    "国家, 地区, 国家或地区, 国家和地区, 国家 地区, 国家地区, 经济体, 国别, 名称"
)
_PERIODS: Final = "time period, year, time, period, date, 年, 年份, 年度, 时间, 时期"
_VALUES: Final = "obs value, value, values, amount, observation value, 数值, 值, 数据"
_UNITS: Final = "unit, unit mult, unit multiplier, unit measure, unit of measure, 单位"
_STATUS: Final = "obs status"
_YEAR_COLUMN: Final = re.compile(r"([12]\d{3}) \[YR\1\]|([12]\d{3})\s?年", re.ASCII)
_WIDE_LEAST: Final = 2
"""Columns of periods that make a table wide, where it has no column of periods."""


def find_shape(grid: Grid, request: Request) -> Shape:
    """The header and what its columns are. Raises `SilklineError` IM003 or IM004."""
    for number, header in enumerate(grid.records[:SEARCHED], start=1):
        shape = _shape(header, number, request)
        if shape is not None:
            return shape
    raise _unknown(grid, request)


def column_of(header: Sequence[str], name: str) -> int:
    """The number of the column of that name, or the one that a number names; 0 without one."""
    names = [text.strip() for text in header]
    if name in names:
        return names.index(name) + 1
    codes = [_code(text) for text in names]
    if name in codes:
        return codes.index(name) + 1
    return int(name) if name.isascii() and name.isdecimal() and int(name) <= len(names) else 0


def period_of(text: str) -> str:
    """The period that a header or cell names, in one of the forms that mean nothing else."""
    stripped = text.strip()
    match = _YEAR_COLUMN.fullmatch(stripped)
    return (match[1] or match[2]) if match else stripped


def plain_name(text: str) -> str:
    """A column's name for comparing: small letters, one space between words."""
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())


def _code(text: str) -> str:
    """Of a header with code and label, the code."""
    return text.partition(":")[0].strip()


def _shape(header: Record, number: int, request: Request) -> Shape | None:
    is_sdmx = _is_sdmx(header)
    names = [plain_name(_code(text) if is_sdmx else text) for text in header]
    area, name = _areas(header, names, request)
    period = _named(header, names, _PERIODS, request.period_column)
    if not area and not request.of:
        return None
    shape = Shape(
        kind="SDMX-CSV" if is_sdmx else "long",
        header=number,
        area=area,
        name=name,
        period=period,
        status=_named(header, names, _STATUS, ""),
        units=tuple(n for n, text in enumerate(names, start=1) if text in _UNITS.split(", ")),
    )
    if period:
        return _long(shape, header, names, request)
    return None if is_sdmx or request.period_column else _wide(shape, header)


def _long(shape: Shape, header: Record, names: list[str], request: Request) -> Shape | None:
    value = _named(header, names, _VALUES, request.value_column)
    if not value and not request.value_column:
        value = _only_other(shape, header)
    if not value:
        return None
    if shape.kind != "SDMX-CSV":
        return replace(shape, value=value)
    action = names.index("action") + 1 if "action" in names else 0
    is_labelled = any(":" in text for text in header)
    return replace(shape, value=value, action=action, is_labelled=is_labelled)


def _wide(shape: Shape, header: Record) -> Shape | None:
    periods = tuple(
        (n, period_of(text)) for n, text in enumerate(header, start=1) if is_period(period_of(text))
    )
    return replace(shape, kind="wide", periods=periods) if len(periods) >= _WIDE_LEAST else None


def _is_sdmx(header: Record) -> bool:
    """Version 1 begins with DATAFLOW, version 2 with STRUCTURE, which may name a separator."""
    first = re.sub(r"\[.\]$", "", header[0].strip()) if header else ""
    return first in {"DATAFLOW", "STRUCTURE"} and "OBS_VALUE" in {_code(t) for t in header}


def _areas(header: Record, names: list[str], request: Request) -> tuple[int, int]:
    """The column of areas, codes before names, and the one of names beside it."""
    if request.of:
        return 0, 0
    if request.area_column:
        return column_of(header, request.area_column), 0
    code = _first(names, _CODES)
    name = _first(names, _AREAS)
    return (code, name) if code else (name, 0)


def _named(header: Record, names: list[str], usual: str, wanted: str) -> int:
    return column_of(header, wanted) if wanted else _first(names, usual)


def _first(names: Sequence[str], usual: str) -> int:
    return next((names.index(name) + 1 for name in usual.split(", ") if name in names), 0)


def _only_other(shape: Shape, header: Record) -> int:
    """The one column that is nothing else, where there is just one."""
    known = {shape.area, shape.name, shape.period, shape.status, *shape.units}
    others = [n for n, text in enumerate(header, start=1) if text.strip() and n not in known]
    return others[0] if len(others) == 1 else 0


def _unknown(grid: Grid, request: Request) -> Exception:
    asked = (request.area_column, request.period_column, request.value_column)
    wanted = [name for name in asked if name]
    width = max(map(len, grid.records[:SEARCHED]), default=0)
    widest = next((r for r in grid.records[:SEARCHED] if len(r) == width), ())
    for name in wanted:
        if not any(column_of(header, name) for header in grid.records[:SEARCHED]):
            near = suggest(name, [text for text in widest if text.strip()])
            message = f"there is no column {show(name)}"
            return stop("IM004", grid.path, message, near or _columns(widest))
    if width == 1 and (parted := _delimiter(grid.records[0][0] if grid.records[0] else "")):
        hint = f"if a {parted} parts the cells, add --delimiter {parted}."
        return stop("IM003", grid.path, "every row is one cell", hint, line=1)
    message = f"no header with areas, periods and values in the first {SEARCHED} rows"
    options = "--area-column (or --of, for one area), --period-column, --value-column"
    hint = f"name the columns: {options}. {_columns(widest)}"
    return stop("IM003", grid.path, message, hint)


def _delimiter(text: str) -> str:
    return next((n for n, mark in (("semicolon", ";"), ("tab", "\t")) if mark in text), "")


def _columns(header: Iterable[str]) -> str:
    names = [show(text, 30) for text in header if text.strip()]
    more = " and others" if len(names) > 8 else ""
    return f"the columns are {', '.join(names[:8])}{more}."
