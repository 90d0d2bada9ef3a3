# What authors of notebooks write with. Everything here turns data into plain data that the engine
# draws and escapes itself; the same calls show something sensible in JupyterLab, where nobody
# runs the engine.
"""Prose, figures, tables and charts in a notebook, bound to the data.

import altair as alt
import silkline

exports = silkline.read("dds-exports", areas=["CHN", "IND"])
silkline.prose(f"China sold services worth {silkline.figure(exports.iloc[-1])}.")
"""

from __future__ import annotations

import json
import os
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol, Self

from silkline.messages import messages
from silkline.model import Qualifier, Seen, Unit, figured, unfigured

CHART: Final = "application/vnd.silkline.chart+json"
TABLE: Final = "application/vnd.silkline.table+json"

_NOTHING: Final = frozenset({"None", "nan", "NaT", "<NA>"})
"""How missing values of any type say that they are missing; text is shown before."""

Bundle = dict[str, Any]
Frame = Any
"""A pandas data frame: this module is loaded where pandas need not be."""
Row = Any
"""A row of one, or any mapping by its columns."""


class VegaLite(Protocol):
    """Anything that gives its Vega-Lite specification, such as an Altair chart."""

    def to_dict(self) -> dict[str, Any]:
        """The specification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something that a notebook shows as the last value of a cell."""

    bundle: Mapping[str, Any]
    """By MIME type."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        del include, exclude
        return dict(self.bundle)


class Figure(str):
    """A figure in words that knows, within an f-string, which observations it is or is made of.

    As a string it is its words alone; `silkline.prose` and `silkline.table` make it a link.
    """

    __slots__ = ("linked",)
    linked: str

    def __new__(cls, text: str, seen: Sequence[Seen], *, made: bool = False) -> Self:
        """The figure; without anything seen it is text like any other."""
        self = super().__new__(cls, unfigured(text))
        self.linked = figured(text, seen, made=made) if seen else self
        return self

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else self.linked


def prose(text: str) -> Shown:
    """Show Markdown made by code, so that figures in it come from the data. HTML in it is shown as
    text. What `figure` and `computed` gave becomes a link to where it comes from.
    """
    plain = unfigured(text)
    return Shown(bundle={"text/markdown": text if _in_build() else plain, "text/plain": plain})


def chart(drawing: VegaLite, *, title: str, unit: str, source: str, description: str) -> Shown:
    """Show an Altair chart in the site's theme.

    `title` says what is shown, `unit` stands under it and is the unit of the value axis, `source`
    names the publisher, `description` tells in a sentence or two what a reader would see. Line
    charts over years with one colour for each series are labelled at their ends; columns
    `obs_qualifier` and `obs_status` in their data shape the marks. One view only; layers are fine.
    At most 5,000 rows.
    """
    texts = {"title": title, "unit": unit, "source": source, "description": description}
    payload = {**_plain(texts), "spec": _written(drawing.to_dict())}
    bundle: Bundle = {CHART: payload, "text/plain": payload["title"]}
    preview = getattr(drawing, "_repr_mimebundle_", None)
    if preview is not None and not _in_build():
        bundle |= preview(None, None) or {}
    return Shown(bundle=bundle)


def table(
    frame: Frame,
    *,
    title: str = "",
    source: str = "",
    headings: Mapping[str, str] | None = None,
    decimals: int = 1,
) -> Shown:
    """Show a frame as a table, without its index.

    `headings` gives columns other titles, `decimals` is for columns of fractions. Missing values
    are shown as an empty cell.
    """
    names = headings or {}
    numbers = [str(kind) != "bool" and kind.kind in "iuf" for kind in frame.dtypes.array]
    columns = [
        {"title": names.get(str(c), str(c)), "number": n}
        for c, n in zip(frame.columns, numbers, strict=True)
    ]
    rows = [[_cell(v, decimals) for v in row] for row in frame.itertuples(index=False, name=None)]
    payload = {**_plain({"title": title, "source": source, "columns": columns}), "rows": rows}
    text = unfigured(frame.to_string(index=False))
    return Shown(bundle={TABLE: payload, "text/plain": text})


def figure(row: Row, *, period: bool = True, decimals: int = 1) -> Figure:
    """An observation in words: "more than US$216.3 billion (2023)".

    `row` is a row of what `silkline.read` gives, or any mapping with `obs_value`, `unit`,
    `time_period` and `obs_qualifier`. Units of money and people are scaled to words; no more
    decimals are shown than were published. Raises ValueError where the value is missing. In an
    f-string that `prose` or `table` shows, it leads to where the value comes from.
    """
    value = as_decimal(row["obs_value"])
    if value is None:
        msg = f"no figure for {row.get('ref_area', '?')} in {row.get('time_period', '?')}"
        raise ValueError(msg)
    words = messages("en")
    text = words.amount(
        value, _unit(str(row["unit"])), decimals, _qualifier(row.get("obs_qualifier"))
    )
    if period:
        text = words("value.dated", value=text, period=words.period(str(row["time_period"])))
    return Figure(text, _seen(row))


def computed(text: str, *rows: Row) -> Figure:
    """A figure in words that the notebook worked out from rows of what `silkline.read` gives.

    In an f-string that `prose` or `table` shows, it leads to a list at the end of the story, of
    each figure that was worked out and the observations that it is made of.
    """
    seen = [_seen(row) for row in rows]
    return Figure(text, [s for one in seen for s in one] if all(seen) else (), made=True)


def number(value: float | Decimal, decimals: int = 0) -> str:
    """A number with thin spaces between thousands and a true minus sign."""
    return messages("en").number(Decimal(str(value)), decimals)


def as_decimal(value: object) -> Decimal | None:
    """A cell of a frame as the decimal number it shows, or nothing where it is missing."""
    text = str(value).removesuffix(".0")  # a float knows no whole numbers
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _qualifier(value: object) -> Qualifier:
    text = value if isinstance(value, str) else ""
    return Qualifier(text)


def _unit(code: str) -> Unit:
    from silkline.reader import unit

    return unit(code)


def _seen(row: Row) -> tuple[Seen, ...]:
    """Which observation a row is; nothing where it does not say."""
    told = {k: str(row.get(k, "")) for k in ("ref_area", "time_period", "source", "obs_value")}
    if not (told["ref_area"] and told["source"]):
        return ()
    known = getattr(row, "attrs", {}).get("indicator", "")
    return (
        Seen(
            indicator=str(row.get("indicator", known)),
            area=told["ref_area"],
            period=told["time_period"],
            source=told["source"],
            value=told["obs_value"],
        ),
    )


def _written(spec: Any) -> str:
    """A specification as JSON text without the signs of figures.

    As text it goes to the build in one piece: on their way outputs are copied member by member,
    and most of a chart are its rows.
    """
    text = json.dumps(spec, ensure_ascii=False, default=_bare)
    if unfigured(text) == text:
        return text
    return json.dumps(_plain(spec), ensure_ascii=False, default=_bare)


def _bare(value: Any) -> Any:
    """What JSON has no word for, as numbers of NumPy and dates are. Raises TypeError."""
    if isinstance(value, date):
        return value.isoformat()
    item = getattr(value, "item", None)
    if item is None:
        raise TypeError(f"a chart cannot hold {type(value).__name__}")
    return item()


def _plain(content: Any) -> Any:
    """The same data without the signs of figures, where they cannot be links."""
    if isinstance(content, str):
        return unfigured(content)
    if isinstance(content, dict):
        return {_plain(k): _plain(v) for k, v in content.items()}
    return [_plain(v) for v in content] if isinstance(content, list | tuple) else content


def _in_build() -> bool:
    return "SILKLINE_DATA" in os.environ


def _cell(value: Hashable, decimals: int) -> str:
    if isinstance(value, Figure):
        return value.linked
    if isinstance(value, str):
        return value
    found = as_decimal(value)
    if found is None:
        return "" if str(value) in _NOTHING else str(value)
    return number(found, decimals if isinstance(value, float) else 0)
