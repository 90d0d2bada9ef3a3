# Two packages that fit on a screen, written to a folder and read as a site's packages are: a code
# list package and one of statistics with two sources, a missing value, a break, a derived indicator
# and a claim. Cells try what goes wrong in practice: NA, quotes, commas, line ends, kept zeros.
"""A small data set for tests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from silkline.config import Config
from silkline.derive import derive
from silkline.load import load_package
from silkline.model import PackageVersion, Release
from silkline.series import assemble
from silkline.tabular import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from silkline.model import Dataset

PLAIN: Final = "https://example.org/schemas/datapackage-2.0.json"
"""Profile of packages whose tables are written as ours are and need no columns of ours."""
RAW: Final = "area,2020,2021\nCHN,216265.0,\nNAM,0.10,0.20\n"

REFERENCE: Final = {
    "areas": (
        "area,name,name_zh,kind,m49,parent,note\n"
        "CHN,China,中国,economy,156,WLD,\n"
        "NAM,Namibia,纳米比亚,economy,516,WLD,\n"
        "WLD,World,世界,group,001,,\n"
    ),
    "units": (
        "unit,title,title_zh,symbol,base,multiplier,ucum\n"
        "percent,Percent,百分比,%,percent,1,%\n"
        "usd-million,Million US dollars,百万美元,US$ million,USD,1000000,\n"
    ),
    "obs_status": ("obs_status,title,title_zh\nA,Normal value,正常值\nM,Missing value,缺失值\n"),
    "topics": ("topic,title,title_zh,description,order\ntrade,Trade,贸易,Buying and selling.,1\n"),
    "licences": "licence,title,url\ncc-by-4.0,CC BY 4.0,https://example.org/by\n",
}

TRADE: Final = {
    "indicators": (
        "indicator,title,title_zh,definition,definition_zh,unit,topic,decimals,kind,aggregation,"
        "caveat,caveat_zh,related\n"
        "exports,Exports,出口,Goods sold.,销往国外。,usd-million,trade,0,level,sum,,,imports\n"
        "imports,Imports,进口,Goods bought.,自国外购入。,usd-million,trade,0,level,sum,,,\n"
        "trade,Trade,贸易额,Both.,两者。,usd-million,trade,0,level,sum,,,\n"
    ),
    "observations": (
        "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,evidence,note\n"
        'exports,CHN,2020,216265.0,,A,office,"raw/table.csv#cell=2,2",\n'
        'exports,CHN,2020,216300,about,A,paper,claim:c1,"said ""about"", twice\nover two lines"\n'
        'exports,CHN,2021,,,M,office,"raw/table.csv#cell=2,3",\n'
        'exports,NAM,2020,0.10,,A,office,"raw/table.csv#cell=3,2",NA\n'
        'exports,NAM,2021,0.20,,A,office,"raw/table.csv#cell=3,3",None\n'
        'imports,CHN,2020,100.5,,A,office,"raw/table.csv#cell=2,2",\n'
    ),
    "sources": (
        "source,preference,producer,title,url,published,retrieved,licence,file,sha256,citation\n"
        "office,1,The office,Table of trade,https://example.org/t,2024-01-02,2024-02-03,cc-by-4.0,"
        f"raw/table.csv,{hashlib.sha256(RAW.encode()).hexdigest()},The office (2024).\n"
        "paper,2,The paper,News of trade,,2024-03-04,,cc-by-4.0,,,The paper (2024).\n"
    ),
    "breaks": "indicator,ref_area,time_period,what,what_zh\nexports,NAM,2021,New method,新方法\n",
    "derived": "indicator,formula,inputs,reference_area,base_period,years\n"
    "trade,sum,exports imports,,,\n",
    "statements": (
        "statement,source,speaker,role,point,point_zh,paragraph,sentence\n"
        "s1,paper,A minister,Minister,Exports were large.,出口很大。,2,1\n"
    ),
    "claims": (
        "claim,statement,indicator,ref_area,time_period,obs_qualifier,value,unit,printed,check,"
        "against,base_period,denominator,definition,note,note_zh\n"
        "c1,s1,exports,CHN,2020,about,216300,usd-million,about 216.3bn,level,,,,same,,\n"
    ),
}


def write_packages(root: Path) -> Path:
    """Write the packages `reference` and `trade` to `datapackages/` in a folder; returns that."""
    folder = root / "datapackages"
    _write_package(folder / "reference", REFERENCE)
    _write_package(folder / "trade", TRADE)
    (folder / "trade/raw").mkdir()
    (folder / "trade/raw/table.csv").write_bytes(RAW.encode())
    (folder / "trade/README.md").write_bytes(b"# Trade\n")
    return folder


def read_dataset(root: Path) -> Dataset:
    """The data set of the packages that `write_packages` wrote."""
    loaded = [load_package(root / "datapackages" / name, root) for name in ("reference", "trade")]
    assert [problems for _, problems in loaded] == [(), ()]
    packages = [package for package, _ in loaded if package]
    tables = {(p.name, r.name): read_table(p, r, root) for p in packages for r in p.resources}
    data = derive(assemble(packages, tables))
    return replace(data, releases=(release_of(data),))


def release_of(data: Dataset) -> Release:
    """A release that holds the packages as they are."""
    held = {
        p.name: PackageVersion(version=p.version, digest=p.digest) for p in data.packages.values()
    }
    return Release(version="2026.1", date="2026-01-02", packages=held, files={})


def make_config(root: Path) -> Config:
    """The settings of a site in a folder."""
    return Config(
        root=root,
        docs_dir=root / "docs",
        site_dir=root / "site",
        packages_dir=root / "datapackages",
        notebooks_dir=root / "notebooks",
        cache_dir=root / ".silkline/cache",
        site_name="A small site",
        site_url="https://example.org/",
        repository="",
        focus=(),
        peers=(),
        headlines=(),
        workers=0,
        notebook_timeout_s=60,
        theme_language="en",
    )


def _write_package(folder: Path, tables: dict[str, str]) -> None:
    (folder / "data").mkdir(parents=True)
    for name, text in tables.items():
        (folder / f"data/{name}.csv").write_bytes(text.encode())
    descriptor = {
        "$schema": PLAIN,
        "name": folder.name,
        "title": folder.name.title(),
        "description": "Figures for tests.",
        "version": "1.0.0",
        "created": "2026-01-02T00:00:00Z",
        "licenses": [{"name": "CC0-1.0", "title": "CC0", "path": "https://example.org/cc0"}],
        "resources": [_resource(name, text) for name, text in tables.items()],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_bytes(text.encode())


def _resource(name: str, text: str) -> dict[str, Any]:
    header = text.partition("\n")[0].split(",")
    return {
        "name": name,
        "path": f"data/{name}.csv",
        "type": "table",
        "title": name.title(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": column, "type": "string"} for column in header]},
    }
