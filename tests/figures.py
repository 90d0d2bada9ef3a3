# Statistics on a few lines: rows as text in the order of their columns, nothing on disk. Areas,
# units and sources are given, so that a test shows only the figures that it is about.
"""Datasets made of a few rows, for tests of computing and judging."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from silkline.derive import derive
from silkline.model import Row, Table
from silkline.series import assemble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from silkline.model import Dataset

COLUMNS: Final = {
    "areas": "area,name,name_zh,kind,m49,parent,note",
    "units": "unit,title,title_zh,symbol,base,multiplier,ucum",
    "indicators": "indicator,title,title_zh,definition,definition_zh,unit,topic,decimals,kind,"
    "aggregation,caveat,caveat_zh,related",
    "observations": "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,"
    "evidence,note",
    "sources": "source,preference,producer,title,url,published,retrieved,licence,file,sha256,"
    "citation",
    "breaks": "indicator,ref_area,time_period,what,what_zh",
    "derived": "indicator,formula,inputs,reference_area,base_period,years",
    "statements": "statement,source,speaker,role,point,point_zh,paragraph,sentence",
    "reconciliations": "reconciliation,title,title_zh,check,claims,indicators,against,ref_area,"
    "time_period,finding,finding_zh",
    "claims": "claim,statement,indicator,ref_area,time_period,obs_qualifier,value,unit,printed,"
    "check,against,base_period,denominator,definition,note,note_zh",
}

GIVEN: Final = {
    "areas": (
        "AAA,Aland,,economy,,WLD,",
        "BBB,Beland,,economy,,WLD,",
        "CCC,Celand,,economy,,WLD,",
        "AA-N,North of Aland,,subnational,,AAA,",
        "WLD,World,,group,,,",
    ),
    "units": (
        "count,Number,,number,one,1,",
        "percent,Percent,,%,percent,1,",
        "percentage-points,Percentage points,,pp,percentage-points,1,",
        "rank,Position,,position,rank,1,",
        "times,Times,,times,ratio,1,",
        "people,People,,people,person,1,",
        "usd,US dollars,,US$,USD,1,",
        "usd-billion,Billion US dollars,,US$ billion,USD,1000000000,",
        "usd-million,Million US dollars,,US$ million,USD,1000000,",
        "cny,Yuan,,yuan,CNY,1,",
        "cny-per-usd,Yuan per US dollar,,yuan per US$,CNY-per-USD,1,",
        "cny-100-million,Hundred million yuan,,100 million yuan,CNY,100000000,",
        "zettabyte,Zettabytes,,ZB,byte,1000000000000000000000,",
    ),
    "indicators": (
        "exports,Exports,,,,usd-million,t,0,level,sum,,,",
        "imports,Imports,,,,usd-million,t,0,level,sum,,,",
        "sales,Sales,,,,usd-billion,t,1,level,sum,,,",
        "growth,Growth of sales,,,,percent,t,1,rate,none,,,",
        "share,Share of sales,,,,percent,t,1,share,none,,,",
        "firms,Firms,,,,count,t,0,count,sum,,,",
        "users,Users,,,,people,t,0,count,sum,,,",
        "yuan,Sales in yuan,,,,cny-100-million,t,0,level,sum,,,",
        "trade,Trade,,,,usd-million,t,0,level,sum,,,",
        "balance,Balance,,,,usd-billion,t,1,level,sum,,,",
        "rise,Growth of exports,,,,percent,t,1,rate,none,,,",
        "people,People,,,,people,t,0,count,sum,,,",
        "head,Exports per head,,,,usd,t,0,level,none,,,",
        "rate,Exchange rate,,,,cny-per-usd,t,4,level,none,,,",
        "dollars,Sales in US dollars,,,,usd-billion,t,1,level,none,,,",
        "fold,Exports as a multiple,,,,times,t,2,index,none,,,",
        "ratio,Exports as a share of imports,,,,percent,t,1,share,none,,,",
        "world-share,Share of world exports,,,,percent,t,1,share,none,,,",
    ),
    "sources": (
        "paper,9,The Paper,News,,2022-05-01,,l,,,",
        "office,1,The Office,Yearbook,,2024-01-02,,l,,,",
        "early,2,Early Office,Almanac,,2021-03-04,,l,,,",
        "undated,3,Some Office,Leaflet,,,,l,,,",
        "ministry,4,Ministry,Bulletin,,2023-06,,l,,,",
    ),
    "statements": ("s1,paper,A speaker,Speaker,A point.,,2,1",),
}


def make_dataset(
    *,
    observations: Sequence[str] = (),
    claims: Sequence[str] = (),
    derived: Sequence[str] = (),
    breaks: Sequence[str] = (),
    reconciliations: Sequence[str] = (),
) -> Dataset:
    """A dataset of the given rows, with its derived observations.

    A claim is written without its id and statement and gets the id `c1`, `c2` and so on;
    a reconciliation without id, titles and finding, and gets `r1` and so on.
    """
    own = {
        "observations": observations,
        "claims": [f"c{n},s1,{claim}" for n, claim in enumerate(claims, start=1)],
        "derived": derived,
        "breaks": breaks,
        "reconciliations": [
            f"r{n},Title,标题,{row},Finding.,结论。"
            for n, row in enumerate(reconciliations, start=1)
        ],
    }
    tables = {("p", name): _table(name, rows) for name, rows in (GIVEN | own).items()}
    return derive(assemble((), tables))


def _table(name: str, rows: Sequence[str]) -> Table:
    header = COLUMNS[name].split(",")
    cells = [next(csv.reader([row])) for row in rows]
    assert all(len(row) == len(header) for row in cells), [
        r for r in cells if len(r) != len(header)
    ]
    return Table(
        package="p",
        resource=name,
        path=f"p/data/{name}.csv",
        header=tuple(header),
        rows=tuple(
            Row(cells=dict(zip(header, row, strict=True)), line=line)
            for line, row in enumerate(cells, start=2)
        ),
    )
