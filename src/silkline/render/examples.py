# Code that a reader copies must run: tests take the examples from the built page and run those
# whose programs are at hand. So each stands by itself, names whole addresses, and shows something.
"""Examples of reading the data in other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from silkline import addresses
from silkline.messages import Messages

HIGHLIGHTED: Final = {"silkline": "python", "curl": "sh", "duckdb": "sql", "excel": "powerquery"}
"""Languages whose examples bear another name than they."""

_PYTHON: Final = """\
import pandas as pd

data = pd.read_csv("{url}.csv", dtype={{"time_period": str}})
columns = ["time_period", "obs_value", "obs_status", "source"]
print(data.loc[data["ref_area"] == "{area}", columns].tail())"""

_SILKLINE: Final = """\
import silkline

silkline.read("{indicator}", areas=["{area}"])"""

_R: Final = """\
data <- read.csv("{url}.csv", colClasses = c(time_period = "character"))
tail(subset(data, ref_area == "{area}"))"""

_STATA: Final = """\
import delimited "{url}.csv", encoding("utf-8") bindquote(strict) stringcols(_all) clear
destring obs_value, replace
list time_period obs_value obs_status if ref_area == "{area}\""""

_EXCEL: Final = """\
let
    Source = Csv.Document(Web.Contents("{url}.csv"),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    Typed = Table.TransformColumnTypes(Rows, {{{{"obs_value", type number}}}}, "en-US"),
    Chosen = Table.SelectRows(Typed, each [ref_area] = "{area}")
in
    Chosen"""

_JAVASCRIPT: Final = """\
const answer = await fetch("{url}.json");
const data = await answer.json();
const found = data.observations.filter((o) => o.ref_area === "{area}");
console.log(data.title, data.unit.title, found.at(-1));"""

_DUCKDB: Final = """\
SELECT time_period, obs_value, obs_value_text, obs_status, source
FROM read_parquet('{url}.parquet')
WHERE ref_area = '{area}'
ORDER BY time_period;"""

_CURL: Final = """\
curl --fail --silent --show-error --remote-name {url}.csv
curl --fail --silent --show-error --remote-name {url}.metadata.json"""

_CODE: Final = {
    "python": _PYTHON,
    "silkline": _SILKLINE,
    "r": _R,
    "stata": _STATA,
    "excel": _EXCEL,
    "javascript": _JAVASCRIPT,
    "duckdb": _DUCKDB,
    "curl": _CURL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A few lines of code that read the data."""

    title: str
    language: str
    code: str


def examples(indicator: str, area: str, site_url: str, m: Messages) -> Iterator[Example]:
    """How to read the figures of one area, in each language."""
    site = site_url.rstrip("/") or "https://example.org"
    url = f"{site}/{addresses.indicator_csv(indicator).removesuffix('.csv')}"
    for name, code in _CODE.items():
        yield Example(
            title=m(f"example.{name}"),
            language=HIGHLIGHTED.get(name, name),
            code=code.format(url=url, indicator=indicator, area=area),
        )
