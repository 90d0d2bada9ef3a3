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

import os
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol

from silkline.messages import messages
from silkline.model import Qualifier, Unit

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


def prose(text: str) -> Shown:
    """Show Markdown made by code, so that figures in it come from the data. HTML in it is shown as
    text.
    """
    return Shown(bundle={"text/markdown": text, "text/plain": text})


def chart(drawing: VegaLite, *, title: str, unit: str, source: str, description: str) -> Shown:
    """Show an Altair chart in the site's theme.

    `title` says what is shown, `unit` stands under it and is the unit of the value axis, `source`
    names the publisher, `description` tells in a sentence or two what a reader would see. Line
    charts over years with one colour for each series are labelled at their ends; columns
    `obs_qualifier` and `obs_status` in their data shape the marks. One view only; layers are fine.
    At most 5,000 rows.
    """
    texts = {"title": title, "unit": unit, "source": source, "description": description}
    bundle: Bundle = {CHART: {**texts, "spec": drawing.to_dict()}, "text/plain": title}
    preview = getattr(drawing, "_repr_mimebundle_", None)
    if preview is not None and "SILKLINE_DATA" not in os.environ:
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
    payload = {"title": title, "source": source, "columns": columns, "rows": rows}
    return Shown(bundle={TABLE: payload, "text/plain": frame.to_string(index=False)})


def figure(row: Row, *, period: bool = True, decimals: int = 1) -> str:
    """An observation in words: "more than US$216.3 billion (2023)".

    `row` is a row of what `silkline.read` gives, or any mapping with `obs_value`, `unit`,
    `time_period` and `obs_qualifier`. Units of money and people are scaled to words; no more
    decimals are shown than were published. Raises ValueError where the value is missing.
    """
    value = as_decimal(row["obs_value"])
    if value is None:
        msg = f"no figure for {row.get('ref_area', '?')} in {row.get('time_period', '?')}"
        raise ValueError(msg)
    words = messages("en")
    text = words.amount(
        value, _unit(str(row["unit"])), decimals, _qualifier(row.get("obs_qualifier"))
    )
    if not period:
        return text
    return words("value.dated", value=text, period=words.period(str(row["time_period"])))


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


def _cell(value: Hashable, decimals: int) -> str:
    if isinstance(value, str):
        return value
    found = as_decimal(value)
    if found is None:
        return "" if str(value) in _NOTHING else str(value)
    return number(found, decimals if isinstance(value, float) else 0)
