# Sites of any size to measure on: indicators of 200 economies over 30 years, ten to a package, the
# same bytes for the same numbers. The figures are made up: random walks from a seed. Whoever is
# measured gets the same titles, texts and figures, in the form that suits it (see `forms.py`).
"""Write a site of N indicators for Silkline: `python benchmarks/workload.py FOLDER N`."""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
STARTER: Final = ROOT / "src/silkline/starter"
AREAS_LIST: Final = ROOT / "datapackages/reference/data/areas.csv"
"""Where the codes and names of economies come from."""

SEED: Final = 1
IN_A_PACKAGE: Final = 10
FIRST_YEAR: Final = 1995
LICENCE: Final = "Creative Commons Attribution 4.0 International"

MEASURES: Final = (
    ("Exports of", "出口额", "usd-million", "level", "Value of {} sold abroad"),
    ("Imports of", "进口额", "usd-million", "level", "Value of {} bought abroad"),
    ("Output of", "产值", "usd-million", "level", "Value of {} produced"),
    ("Investment in", "投资额", "usd-million", "level", "Fixed investment of makers of {}"),
    ("Stocks of", "库存额", "usd-million", "level", "Value of {} held at the end of the year"),
    ("Consumption of", "消费额", "usd-million", "level", "Value of {} bought by households"),
    ("Online sales of", "网上销售额", "usd-million", "level", "Value of {} ordered online"),
    ("Duties on", "关税额", "usd-million", "level", "Customs duties collected on {}"),
    ("Subsidies for", "补贴额", "usd-million", "level", "Public payments to makers of {}"),
    ("Transport of", "运输额", "usd-million", "level", "Cost of carrying {} abroad"),
    ("Prices of", "价格", "index-2015", "index", "Price of {}, the year 2015 being 100"),
    ("Export prices of", "出口价格", "index-2015", "index", "Price of {} sold abroad"),
    ("Wages in", "工资", "index-2015", "index", "Hourly pay of makers of {}"),
    ("Productivity in", "生产率", "index-2015", "index", "Output of {} in an hour of work"),
    ("Makers of", "企业数", "number", "count", "Enterprises that mainly make {}"),
    ("Exporters of", "出口企业数", "number", "count", "Enterprises that sell {} abroad"),
    ("Jobs in", "就业人数", "number", "count", "People who make {}"),
    ("Patents on", "专利数", "number", "count", "Patents granted that concern {}"),
    ("Shops for", "商店数", "number", "count", "Shops that mainly sell {}"),
    ("Deliveries of", "交货数", "number", "count", "Parcels of {} delivered to households"),
)
"""Beginning of the title in English, end of it in Chinese, unit, kind, and definition."""

GOODS: Final = (
    *(("apples", "苹果"), ("bicycles", "自行车"), ("books", "图书"), ("bread", "面包")),
    *(("butter", "黄油"), ("cables", "电缆"), ("cameras", "照相机"), ("carpets", "地毯")),
    *(("cement", "水泥"), ("chairs", "椅子"), ("cheese", "奶酪"), ("clocks", "钟表")),
    *(("cocoa", "可可"), ("coffee", "咖啡"), ("copper", "铜"), ("cotton", "棉花")),
    *(("films", "影片"), ("fish", "鱼"), ("flour", "面粉"), ("flowers", "花卉")),
    *(("furniture", "家具"), ("games", "游戏"), ("glass", "玻璃"), ("honey", "蜂蜜")),
    *(("lamps", "灯具"), ("leather", "皮革"), ("lenses", "镜头"), ("maize", "玉米")),
    *(("medicines", "药品"), ("milk", "牛奶"), ("music", "音乐"), ("nuts", "坚果")),
    *(("paint", "油漆"), ("paper", "纸张"), ("pumps", "水泵"), ("radios", "收音机")),
    *(("rice", "大米"), ("rubber", "橡胶"), ("shoes", "鞋"), ("silk", "丝绸")),
    *(("soap", "肥皂"), ("software", "软件"), ("steel", "钢材"), ("sugar", "食糖")),
    *(("tea", "茶叶"), ("timber", "木材"), ("tools", "工具"), ("toys", "玩具")),
    *(("wheat", "小麦"), ("wool", "羊毛")),
)
UNITS: Final = {
    "index-2015": ("Index, 2015 = 100", "指数，2015年=100", "index", "index", "1", ""),
    "number": ("Number", "个", "number", "one", "1", "1"),
    "usd-million": ("Million US dollars", "百万美元", "US$ million", "USD", "1000000", ""),
}
LARGEST: Final = len(MEASURES) * len(GOODS)
FOCUS: Final = ("DEU",)
PEERS: Final = ("BRA", "IND", "JPN", "KEN", "USA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is of everything."""

    indicators: int
    areas: int = 200
    years: int = 30

    @property
    def rows(self) -> int:
        """Rows of one indicator."""
        return self.areas * self.years


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator, as every contestant tells of it."""

    number: int
    name: str
    title: str
    title_zh: str
    definition: str
    unit: str
    kind: str
    good: int
    """Place of what it is about, which is its topic, in `GOODS`."""

    @property
    def package(self) -> str:
        """Name of the package that holds it."""
        return f"package-{self.number // IN_A_PACKAGE + 1:03d}"

    @property
    def source(self) -> str:
        """Name of the source of its package."""
        return f"yearbook-{self.number // IN_A_PACKAGE + 1:03d}"

    @property
    def note(self) -> str:
        """The place of its figures in that source."""
        return f"Table {self.number % IN_A_PACKAGE + 1}"


def indicators(size: Size) -> tuple[Indicator, ...]:
    """All indicators of a site."""
    if not 1 <= size.indicators <= LARGEST:
        raise ValueError(f"a site has 1 to {LARGEST} indicators")
    return tuple(_indicator(number) for number in range(size.indicators))


def _indicator(number: int) -> Indicator:
    place, which = divmod(number, len(MEASURES))
    title, title_zh, unit, kind, definition = MEASURES[which]
    good, good_zh = GOODS[place]
    return Indicator(
        number=number,
        name=f"{title} {good}".lower().replace(" ", "-"),
        title=f"{title} {good}",
        title_zh=good_zh + title_zh,
        definition=f"{definition.format(good)} in a year, made up to measure with.",
        unit=unit,
        kind=kind,
        good=place,
    )


def areas(size: Size) -> tuple[dict[str, str], ...]:
    """The economies of a site: rows of the list of areas."""
    with AREAS_LIST.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "economy" and row["m49"]]
    wanted = [row for row in rows if row["area"] in (*FOCUS, *PEERS)]
    others = [row for row in rows if row["area"] not in (*FOCUS, *PEERS)]
    chosen = (wanted + others)[: size.areas]
    return tuple(sorted(chosen, key=lambda row: row["area"]))


def series(one: Indicator, size: Size) -> tuple[tuple[str, ...], ...]:
    """The figures of an indicator as they are printed: for each area those of all years."""
    pick = random.Random(f"{SEED} {one.number}")
    return tuple(tuple(_walk(pick, one.kind, size.years)) for _ in range(size.areas))


def _walk(pick: random.Random, kind: str, years: int) -> Iterator[str]:
    """Steady growth with small chances, so that no check of figures finds them odd."""
    value = 60 + 40 * pick.random() if kind == "index" else 10 ** (3 + 3 * pick.random())
    growth = 1 + 0.04 * pick.random()
    form = "%.0f" if kind == "count" else "%.1f"
    for _ in range(years):
        yield form % value
        value *= growth + 0.03 * pick.random()


# --- as Silkline takes it ---


def write_site(folder: Path, size: Size) -> None:
    """Write a whole site: settings, the first page, lists of codes, packages."""
    chosen = indicators(size)
    economies = areas(size)
    write_text(folder / "mkdocs.yml", _settings(chosen, economies))
    write_text(folder / "docs/index.md", "# Measured\n\n<!-- silkline:topics -->\n")
    _write_lists(folder / "datapackages/reference", chosen, economies)
    starter = _descriptor("nordic-population")
    for first in range(0, len(chosen), IN_A_PACKAGE):
        members = chosen[first : first + IN_A_PACKAGE]
        _write_package(folder / "datapackages" / members[0].package, starter, members, size)


def change(folder: Path, turn: int = 0) -> Indicator:
    """Change one figure of the first indicator of a site, another one each turn; returns that."""
    one = _indicator(0)
    path = folder / "datapackages" / one.package / "data/observations.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.startswith(f"{one.name},")]
    place = places[changing(turn, len(places))]
    cells = lines[place].split(",")
    cells[3] = changed(cells[3])
    lines[place] = ",".join(cells)
    path.write_text("".join(lines), "utf-8")
    return one


def changing(turn: int, rows: int) -> int:
    """The row, among those of the indicator, that changes in a turn: one of the later years."""
    return (rows // 2 + 20 + 31 * turn) % rows


def changed(value: str) -> str:
    """A figure a little larger, printed as before."""
    return f"{float(value) * 1.01:.1f}"


def _settings(chosen: tuple[Indicator, ...], economies: tuple[dict[str, str], ...]) -> str:
    codes = {row["area"] for row in economies}
    peers = ", ".join(code for code in PEERS if code in codes)
    return f"""\
site_name: Measured
site_url: https://measured.example/
site_description: {len(chosen)} indicators, made up to measure with.
theme:
  name: material
  language: en
  font: false
nav:
  - Home: index.md
  - Topics: topics/index.md
  - Economies: economies/index.md
  - Data: data/index.md
plugins:
  - silkline:
      focus: [{FOCUS[0]}]
      peers: [{peers}]
markdown_extensions:
  - attr_list
  - tables
"""


def _write_lists(
    folder: Path, chosen: tuple[Indicator, ...], economies: tuple[dict[str, str], ...]
) -> None:
    """The package of codes, with the starter's words for all but areas, units and topics."""
    starter = STARTER / "datapackages/reference"
    for name in ("README.md", "datapackage.json", "data/licences.csv", "data/obs_status.csv"):
        write_text(folder / name, (starter / name).read_text("utf-8"))
    header = tuple(_header(starter / "data/areas.csv"))
    places = ({**row, "parent": "", "note": "", "note_zh": ""} for row in economies)
    _write_table(folder / "data/areas.csv", header, ([p[h] for h in header] for p in places))
    units = ((name, *texts) for name, texts in UNITS.items() if _used(name, chosen))
    _write_table(folder / "data/units.csv", _header(starter / "data/units.csv"), units)
    topics = sorted({one.good for one in chosen})
    rows = (
        (en, en.capitalize(), zh, f"All about {en}.", f"关于{zh}的数据。", str(place + 1))
        for place, (en, zh) in ((place, GOODS[place]) for place in topics)
    )
    _write_table(folder / "data/topics.csv", _header(starter / "data/topics.csv"), rows)


def _used(unit: str, chosen: tuple[Indicator, ...]) -> bool:
    return any(one.unit == unit for one in chosen)


def _descriptor(name: str) -> dict[str, Any]:
    path = STARTER / "datapackages" / name / "datapackage.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    fields = [field for resource in found["resources"] for field in resource["schema"]["fields"]]
    for field in fields:
        if field["name"] == "evidence":  # figures have their place in words, in the note
            del field["constraints"]["required"]
    return found


def _write_package(
    folder: Path, starter: dict[str, Any], members: tuple[Indicator, ...], size: Size
) -> None:
    number = members[0].number // IN_A_PACKAGE + 1
    title = f"Yearbook {number}"
    descriptor = {
        **starter,
        "name": folder.name,
        "title": title,
        "description": f"Figures of {len(members)} indicators, made up to measure with.",
        "keywords": ["made up"],
        "contributors": [{"title": "Nobody", "roles": ["creator"]}],
        "sources": [{"title": title, "path": "https://measured.example/"}],
        "translations": {"zh": {"title": f"年鉴{number}", "description": "为测速而编造的数据。"}},
        "citation": f"{title}, made up to measure with.",
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    write_text(folder / "datapackage.json", text)
    write_text(folder / "README.md", f"# {title}\n\nFigures made up to measure with.\n")
    found = {
        r["name"]: tuple(f["name"] for f in r["schema"]["fields"]) for r in descriptor["resources"]
    }
    ordered = sorted(members, key=lambda one: one.name)
    _write_table(folder / "data/indicators.csv", found["indicators"], map(_indicator_row, ordered))
    _write_table(folder / "data/sources.csv", found["sources"], [_source_row(members[0], title)])
    lines = (text for one in ordered for text in _observations(one, size))
    write_text(folder / "data/observations.csv", ",".join(found["observations"]) + "\n", *lines)


def _indicator_row(one: Indicator) -> tuple[str, ...]:
    decimals, aggregation = ("0", "sum") if one.kind == "count" else ("1", "none")
    words = (one.name, one.title, one.title_zh, one.definition, f"{one.title_zh}，为测速而编造。")
    topic, caveat = GOODS[one.good][0], ("Not for any other use.", "不作他用。")
    return (*words, one.unit, topic, decimals, one.kind, aggregation, *caveat, "")


def _source_row(one: Indicator, title: str) -> tuple[str, ...]:
    url, days = "https://measured.example/", ("2026-01-15", "2026-02-01")
    words = ("Nobody", title, url, *days, "cc-by-4.0")
    return (one.source, "1", *words, "", "", f"{title}, made up to measure with.")


def _observations(one: Indicator, size: Size) -> Iterator[str]:
    """Rows of one area at a time, all in the order of their keys."""
    end = f",,A,{one.source},,{one.note}\n"
    for area, figures in zip(areas(size), series(one, size), strict=True):
        start = f"{one.name},{area['area']},"
        yield "".join(
            f"{start}{year},{figure}{end}" for year, figure in enumerate(figures, FIRST_YEAR)
        )


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def _write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_text(path, text.getvalue())


def write_text(path: Path, *texts: str) -> None:
    """Write a file made of texts, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(texts)


def main() -> None:
    """Write a site to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("indicators", type=int)
    options = parser.parse_args()
    write_site(options.folder, Size(indicators=options.indicators))


if __name__ == "__main__":
    main()
