# For people who open data by a double click. The sheets are written by hand: openpyxl takes longer
# for a package than the rest of the build and stamps the clock into each file, and what is needed
# of the format is little. A number goes out digit by digit, shown with the decimals it was
# published with. Text that a spreadsheet program could take for a formula gets an apostrophe: here
# alone, because a program that reads CSV must find what was published.
"""A package as a spreadsheet (Office Open XML)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from silkline.messages import messages
from silkline.publish.packages import zip_bytes
from silkline.publish.workbook_parts import RELATIONS, book_parts, content_types, styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from silkline.config import Config
    from silkline.model import Dataset, Package, Resource, Table

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_CHARACTERS: Final = 32_767
"""What a sheet and a cell of it can hold."""
MAX_NAME: Final = 31
MAX_DIGITS: Final = 15
"""Significant digits that a spreadsheet keeps of a number; one with more stays text."""
MAX_DECIMALS: Final = 14

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")
_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters of what spreadsheet programs compute, in full width too."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_READ_ME: Final = "read-me"
_HEAD, _TEXT, _NUMERIC = 1, 0, 2
"""Styles: of a heading, of text, of a number without decimals; one more for each decimal."""


def package_workbook(dataset: Dataset, package: Package, config: Config) -> bytes:
    """A sheet that says what the package is, then one for each table that fits in a sheet."""
    found = ((r, dataset.table(package.name, r.name)) for r in package.resources)
    tables = [(resource, table) for resource, table in found if table]
    fitting = [(r, t) for r, t in tables if not _too_large(t)]
    left_out = [(r, _too_large(t)) for r, t in tables if _too_large(t)]
    names = sheet_names([r.name for r, _ in fitting])
    told = _read_me(package, config, list(zip(names, fitting, strict=True)), left_out)
    sheets = [_sheet(_told_rows(told), widths=(30, 60, 60))]
    sheets += [_sheet(_rows(r, t), widths=(), frozen=True) for r, t in fitting]
    return zip_bytes(
        {
            "[Content_Types].xml": content_types(len(sheets)),
            "_rels/.rels": RELATIONS,
            "xl/styles.xml": styles(MAX_DECIMALS),
            **book_parts((_READ_ME, *names)),
            **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, start=1)},
        }
    )


def sheet_names(tables: Iterable[str]) -> list[str]:
    """Names of sheets: at most 31 characters, none twice whatever the case."""
    taken, names = {_READ_ME, "history"}, []
    for table in tables:
        plain = re.sub(r"[\[\]:*?/\\']", "-", table)
        name, n = plain[:MAX_NAME], 1
        while name.lower() in taken:
            n += 1
            name = f"{plain[: MAX_NAME - len(str(n)) - 1]}-{n}"
        taken.add(name.lower())
        names.append(name)
    return names


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text[:1] in _FORMULA and text else text


# --- What is told ---


def _read_me(
    package: Package,
    config: Config,
    sheets: Sequence[tuple[str, tuple[Resource, Table]]],
    left_out: Sequence[tuple[Resource, str]],
) -> Iterator[Sequence[str]]:
    m = messages(config.theme_language)
    yield (m.text(package, "title"),)
    yield (package.description,)
    yield ()
    yield m("workbook.package"), f"{package.name} {package.version}"
    yield m("workbook.site"), f"{config.site_name} {config.site_url}".strip()
    for licence in package.licenses:
        yield m("workbook.licence"), licence.title or licence.name, licence.path
    yield m("workbook.citation"), package.citation
    yield m("workbook.exact"), m("workbook.exact_text")
    yield ()
    yield m("workbook.sheet"), m("workbook.holds"), m("workbook.rows")
    for name, (resource, table) in sheets:
        yield name, resource.title or resource.name, str(len(table.rows))
    for resource, why in left_out:
        yield resource.name, m(f"workbook.{why}", file=resource.path)
    for name, (_, table) in sheets:
        if name == "sources":
            yield ()
            yield (m("workbook.sources"),)
            yield from (_source(row.cells) for row in table.rows)
    for name, (resource, _) in sheets:
        yield ()
        yield (m("workbook.columns", name=name),)
        yield from ((f.name, f.title, f.description) for f in resource.fields)


def _source(cells: object) -> tuple[str, str, str]:
    found = dict(cells) if isinstance(cells, dict) else {}
    return found.get("source", ""), found.get("citation", ""), found.get("url", "")


def _too_large(table: Table) -> str:
    """Why a table does not fit in a sheet; empty where it does."""
    if len(table.rows) + 1 > MAX_ROWS:
        return "too_many_rows"
    if len(table.header) > MAX_COLUMNS:
        return "too_many_columns"
    columns = map(table.column, table.header)
    longest = max((max(map(len, column), default=0) for column in columns), default=0)
    return "too_long" if longest >= MAX_CHARACTERS else ""


# --- Sheets ---


def _told_rows(told: Iterable[Sequence[str]]) -> Iterator[str]:
    for n, row in enumerate(told):
        yield "".join(_text(cell, _HEAD if n == 0 else _TEXT) for cell in row)


def _rows(resource: Resource, table: Table) -> Iterator[str]:
    numeric = {f.name for f in resource.fields if f.type in {"number", "integer"}}
    yield "".join(_text(name, _HEAD) for name in table.header)
    columns = ((_number if n in numeric else _text, table.column(n)) for n in table.header)
    yield from map("".join, zip(*(map(write, cells) for write, cells in columns), strict=True))


def _number(text: str) -> str:
    """A number as it was published, or text where a spreadsheet would change its digits."""
    match = _NUMBER.fullmatch(text)
    decimals = len(match[1] or "") if match else 0
    if match is None or decimals > MAX_DECIMALS or sum(map(str.isdigit, text)) > MAX_DIGITS:
        return _text(text)
    return f'<c s="{_NUMERIC + decimals}"><v>{text}</v></c>'


@lru_cache(maxsize=1 << 14)
def _text(text: str, style: int = _TEXT) -> str:
    if not text:
        return "<c/>"
    shown = escape(_NOT_XML.sub(_coded, harmless(text)))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _coded(match: re.Match[str]) -> str:
    """What XML cannot hold, as the format writes it; and what looks like that, so that it stays."""
    found = match[0]
    return f"_x{ord(found):04X}_" if len(found) == 1 else f"_x005F{found}"


def _sheet(rows: Iterable[str], widths: Sequence[int], *, frozen: bool = False) -> bytes:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetView workbookViewId="0">{pane if frozen else ""}</sheetView>'
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, start=1)
    )
    body = "".join(f"<row>{cells}</row>" for cells in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetViews>{view}</sheetViews>{f'<cols>{columns}</cols>' if columns else ''}"
        f"<sheetData>{body}</sheetData></worksheet>"
    ).encode()
