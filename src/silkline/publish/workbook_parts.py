# What every spreadsheet has besides its sheets: the list of its parts, that of its sheets, and how
# cells look. Nothing in it depends on the clock or on who made the file.
"""The fixed parts of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST_FORMAT: Final = 164
"""Numbers of formats below it belong to the format's own ones."""

RELATIONS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
).encode()
"""Where a reader begins."""


def content_types(sheets: int) -> bytes:
    """The kind of each part."""
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    told = "".join(
        f'<Override PartName="{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    ).encode()


def book_parts(names: Sequence[str]) -> dict[str, bytes]:
    """The list of sheets, and where each lies."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    places = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate([*places, ("styles", "styles.xml")], start=1)
    )
    book = (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    rels = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{ties}</Relationships>'
    return {"xl/workbook.xml": book.encode(), "xl/_rels/workbook.xml.rels": rels.encode()}


def styles(decimals: int) -> bytes:
    """Text, headings, and numbers with none to so many decimals, in this order."""
    codes = ["0" + ("." + "0" * n if n else "") for n in range(decimals + 1)]
    formats = "".join(
        f'<numFmt numFmtId="{_FIRST_FORMAT + n}" formatCode="{code}"/>'
        for n, code in enumerate(codes)
    )
    numbers = "".join(
        f'<xf numFmtId="{_FIRST_FORMAT + n}" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/>'
        for n in range(len(codes))
    )
    font = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{len(codes) + 2}">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        f"{numbers}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ).encode()
