"""The picture of the world, classes of figures, and the map that an indicator's page shows."""

from __future__ import annotations

import hashlib
import html
import json
import math
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from small_data import TRADE, make_config, read_dataset, write_packages

from silkline import maps
from silkline.claims import judge
from silkline.maps.classes import short_between
from silkline.maps.projection import equal_earth
from silkline.maps.simplify import centroid, kept, signed_area
from silkline.maps.topojson import read_arcs, read_countries, ring
from silkline.maps.world import RAW, make_world, on_page, unwrapped
from silkline.messages import messages
from silkline.model import Dataset
from silkline.render import SiteView, indicator_embeds, render_pages
from silkline.render import maps as render_maps
from silkline.render.maps import MapPart, indicator_map
from silkline.render.parts import Parts

PAGE: Final = Path(__file__).parent.parent / "pages/map.html"

# --- TopoJSON ---

TOPOLOGY: Final[dict[str, Any]] = {
    "transform": {"scale": [0.5, 2], "translate": [10, -20]},
    "arcs": [[[0, 0], [2, 1], [2, -1]], [[4, 0], [-4, 0]], [[0, 0], [2, -3], [2, 3]]],
    "objects": {
        "countries": {
            "geometries": [
                {
                    "type": "Polygon",
                    "id": "004",
                    "properties": {"name": "North"},
                    "arcs": [[0, 1]],
                },
                {
                    "type": "MultiPolygon",
                    "properties": {"name": "South"},
                    "arcs": [[[2, -1]], [[~1, 1]]],
                },
            ]
        }
    },
}


def test_arcs_are_added_up_scaled_and_moved() -> None:
    assert read_arcs(TOPOLOGY) == (
        ((10, -20), (11, -18), (12, -20)),
        ((12, -20), (10, -20)),
        ((10, -20), (11, -26), (12, -20)),
    )


def test_countries_have_code_name_and_rings_of_arcs() -> None:
    north, south = read_countries(TOPOLOGY)
    assert (north.code, north.name, north.polygons) == ("004", "North", (((0, 1),),))
    assert (south.code, south.name, south.polygons) == ("", "South", (((2, -1),), ((-2, 1),)))


def test_a_ring_takes_arcs_either_way_and_each_point_once() -> None:
    arcs = read_arcs(TOPOLOGY)
    assert ring((0, 1), arcs) == ((10, -20), (11, -18), (12, -20))
    assert ring((2, ~0), arcs) == ((10, -20), (11, -26), (12, -20), (11, -18))


# --- Projection and simplification ---


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((0, 0), (0, 0)),
        ((180, 0), (2.7066299836960748, 0)),
        ((0, 90), (0, 1.3173627591574133)),
        ((-180, 0), (-2.7066299836960748, 0)),
    ],
)
def test_the_projection_has_the_published_width_and_height(
    place: tuple[float, float], expected: tuple[float, float]
) -> None:
    assert equal_earth(place) == pytest.approx(expected)


@pytest.mark.parametrize("latitude", [-50.0, 0.0, 30.0, 70.0])
def test_the_projection_keeps_areas_true(latitude: float) -> None:
    edge = 0.1
    corners = [(0, latitude), (edge, latitude), (edge, latitude + edge), (0, latitude + edge)]
    on_plane = signed_area([equal_earth(c) for c in corners])
    sines = [math.sin(math.radians(y)) for y in (latitude, latitude + edge)]
    on_globe = math.radians(edge) * (sines[1] - sines[0])
    assert on_plane == pytest.approx(on_globe, rel=1e-4)


def test_points_that_stray_are_kept_and_others_left_out() -> None:
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    assert kept(line, 0.5) == [0, 2, 3, 4]
    assert kept(line, 5) == [0, 4]
    assert kept([(0.0, 0.0), (9.0, 0.0), (0.0, 0.0)], 0.5) == [0, 1, 2]
    assert kept([(1.0, 1.0), (2.0, 2.0)], 0.5) == [0, 1]


def test_a_line_over_the_last_meridian_does_not_jump() -> None:
    assert unwrapped(((170, 1), (-179, 2), (179, 3))) == ((170, 1), (181, 2), (179, 3))
    assert unwrapped(((-170, 1), (100, 2))) == ((190, 1), (100, 2))
    assert unwrapped(((-178, 1), (-179, 2))) == ((-178, 1), (-179, 2))


def test_the_centroid_is_where_the_area_balances() -> None:
    assert centroid([(0, 0), (4, 0), (4, 2), (0, 2)]) == (2, 1)
    assert centroid([(1, 1), (3, 1)]) == (2, 1)


# --- The world ---


def test_the_raw_files_are_as_found() -> None:
    for line in (RAW / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((RAW / name).read_bytes()).hexdigest() == digest, name


def test_the_picture_is_what_the_script_makes() -> None:
    assert maps.WORLD.read_text("utf-8") == make_world()


def test_the_picture_is_small_and_loads_nothing() -> None:
    text = maps.WORLD.read_text("utf-8")
    assert len(text.encode()) < 60_000
    assert text.count("http") == 1
    assert "<script" not in text
    tags = {e.tag.partition("}")[2] for e in ET.fromstring(text).iter()}
    assert tags == {"svg", "path", "circle", "g"}


def test_every_shape_has_a_code_of_its_own_and_dots_come_last() -> None:
    codes = maps.shape_codes()
    assert len(codes) == len(set(codes)) == 236
    root = ET.fromstring(maps.WORLD.read_text("utf-8"))
    kinds = [e.tag.partition("}")[2] for e in root]
    first = min(kinds.index("circle"), kinds.index("g"))
    assert set(kinds[:first]) == {"path"}
    assert "path" not in kinds[first:]


@pytest.mark.parametrize(
    ("economy", "code", "place"),
    [
        ("Singapore", "702", (103.8, 1.35)),
        ("Hong Kong", "344", (114.2, 22.3)),
        ("Macao", "446", (113.5, 22.2)),
        ("Malta", "470", (14.4, 35.9)),
        ("Barbados", "052", (-59.5, 13.2)),
    ],
)
def test_small_economies_are_dots_where_they_are(
    economy: str, code: str, place: tuple[float, float]
) -> None:
    root = ET.fromstring(maps.WORLD.read_text("utf-8"))
    dot = next(e for e in root if e.get("id") == f"s{code}")
    assert dot.tag.endswith("circle"), economy
    found = float(dot.get("cx", "")), float(dot.get("cy", ""))
    assert found == pytest.approx(on_page(place), abs=12)


def test_a_small_country_among_others_has_its_shape_and_a_dot() -> None:
    text = maps.WORLD.read_text("utf-8")
    for code in ("442", "275", "XKX"):
        shape = rf'<g id="s{code}"><path [^>]*d="M[^"]+"/><circle [^>]+/></g>'
        assert re.search(shape, text), code


def test_antarctica_is_left_out_and_what_has_no_code_is_one_shape() -> None:
    assert "010" not in maps.shape_codes()
    names = {
        c.name
        for scale in ("110m", "50m")
        for c in read_countries(json.loads((RAW / f"countries-{scale}.json").read_text("utf-8")))
        if not c.code
    }
    assert names == {"Indian Ocean Ter.", "Kosovo", "N. Cyprus", "Siachen Glacier", "Somaliland"}
    none = re.search(r'<path id="snone" [^>]*d="([^"]+)"/>', maps.WORLD.read_text("utf-8"))
    assert none is not None
    assert none[1].count("M") == 2  # Northern Cyprus and Somaliland


def test_all_is_within_the_picture() -> None:
    text = maps.WORLD.read_text("utf-8")
    for x, y, steps in re.findall(r"M(\d+) (\d+)l([-\d ]+)z", text):
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        across, down = int(x), int(y)
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            across, down = across + dx, down + dy
            assert 0 <= across <= maps.WIDTH
            assert -5 <= down <= maps.HEIGHT


def test_no_shape_runs_from_one_edge_to_the_other() -> None:
    text = maps.WORLD.read_text("utf-8")
    for steps in re.findall(r"l([-\d ]+)z", text):
        assert max(abs(int(n)) for n in re.findall(r"-?\d+", steps)) < maps.WIDTH / 10


# --- Classes ---


def decimals(*values: str | int) -> list[Decimal]:
    return [Decimal(v) for v in values]


def test_classes_hold_fifths_and_limits_are_short() -> None:
    values = decimals(*range(1, 11))
    limits = maps.class_limits(values)
    assert limits == tuple(decimals(3, 5, 7, 9))
    assert [maps.class_of(v, limits) for v in values] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_a_limit_moves_no_value_into_another_class() -> None:
    values = decimals(
        "0.0123", "0.0187", "3.4", "5.2", "182.4", "245.1", "680.5", "1044", "9e5", "1e6"
    )
    limits = maps.class_limits(values)
    assert limits == tuple(decimals("2", "100", "500", "500000"))
    assert [maps.class_of(v, limits) for v in values] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_equal_values_are_never_parted() -> None:
    values = decimals(1, 1, 1, 1, 1, 1, 1, 2, 3, 4)
    limits = maps.class_limits(values)
    assert limits == tuple(decimals(2, 3))
    assert {maps.class_of(v, limits) for v in values[:7]} == {0}
    assert maps.class_limits(decimals(0, 0, 0, 0, 0, 0, 0, 0, 0, 7)) == (Decimal(4),)


def test_equal_values_make_one_class_and_none_make_none() -> None:
    assert maps.class_limits(decimals(5, 5, 5)) == ()
    assert maps.class_limits([]) == ()
    assert maps.class_of(Decimal(5), ()) == 0


def test_negative_values_are_ordered_like_others() -> None:
    values = decimals("-30.5", "-12", "-3", "-1", 0, 2, 4, 8, 16, 32)
    limits = maps.class_limits(values)
    assert limits == tuple(decimals(-10, 0, 3, 10))
    assert [maps.class_of(v, limits) for v in values] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize(
    ("low", "high", "limit"),
    [
        ("182", "245", "200"),
        ("99", "101", "100"),
        ("1.23", "1.24", "1.24"),
        ("1.231", "1.239", "1.235"),
        ("-0.5", "0.5", "0"),
        ("-1", "0", "0"),
        ("-7.5", "-7.2", "-7.4"),
        ("0", "0.0004", "0.0002"),
    ],
)
def test_a_limit_has_the_fewest_digits(low: str, high: str, limit: str) -> None:
    assert short_between(Decimal(low), Decimal(high)) == Decimal(limit)


def test_nothing_lies_between_equal_values() -> None:
    with pytest.raises(ValueError, match="nothing lies above 2 and up to 2"):
        short_between(Decimal(2), Decimal(2))


# --- The page ---

CODES: Final = ("004", "008", "024", "732", "none", "016")
"""Of AAA, BBB, FFF, nobody, nobody and DDD; CCC and EEE are without a shape."""
AREAS: Final = (
    "area,name,name_zh,kind,m49,parent,note\n"
    "AAA,Aland,甲国,economy,004,WLD,\n"
    'BBB,"Borduria <&>",乙国,economy,008,WLD,\n'
    "CCC,Cascadia,丙国,economy,012,WLD,\n"
    "DDD,Doriath,丁国,economy,016,WLD,\n"
    "EEE,Erewhon,戊国,economy,020,WLD,\n"
    "FFF,Freedonia,己国,economy,024,WLD,\n"
    "WLD,World,世界,group,001,,\n"
)
VALUES: Final = (
    "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,source,evidence,note\n"
    'exports,AAA,2020,209000,,A,office,"raw/table.csv#cell=2,3",\n'
    'exports,BBB,2020,330000,,A,office,"raw/table.csv#row=3",\n'
    'exports,CCC,2020,209000,,A,office,"raw/table.csv#row=4",\n'
    'exports,DDD,2020,4,,E,office,"raw/table.csv#row=5",\n'
    'exports,EEE,2020,1,,A,office,"raw/table.csv#row=6",\n'
    'exports,FFF,2019,1,,A,office,"raw/table.csv#row=6",\n'
    'exports,WLD,2020,1045000,,A,office,"raw/table.csv#row=7",\n'
)


@pytest.fixture(autouse=True)
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six shapes and three economies are enough for the maps of these tests."""
    if "data" in request.fixturenames:
        monkeypatch.setattr(maps, "shape_codes", lambda: CODES)
        monkeypatch.setattr(render_maps, "FEWEST_MAPPED", 3)


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    return made(tmp_path, VALUES)


def made(root: Path, values: str) -> Dataset:
    folder = write_packages(root)
    cells = {
        "observations": values,
        "breaks": TRADE["breaks"].partition("\n")[0] + "\n",
        "claims": TRADE["claims"].replace("CHN", "AAA"),
    }
    for name, text in cells.items():
        (folder / f"trade/data/{name}.csv").write_bytes(text.encode())
    (folder / "reference/data/areas.csv").write_bytes(AREAS.encode())
    return read_dataset(root)


def view(
    data: Dataset, root: Path, language: str = "en", policy: str = "methods/maps/"
) -> SiteView:
    return SiteView(
        dataset=data,
        verdicts=judge(data),
        charts={},
        stories=(),
        config=replace(make_config(root), map_notes=policy),
        messages=messages(language),
    )


def exports(site: SiteView) -> MapPart | None:
    return indicator_map(Parts(site), site.dataset.indicators["exports"])


def page(site: SiteView) -> str:
    return next(p.markdown for p in render_pages(site) if p.uri == "indicators/exports.md")


def test_the_whole_map_of_a_page(data: Dataset, tmp_path: Path) -> None:
    found = re.search(
        r'<div data-tab="Map" data-view="map">.*?</figure></div>',
        page(view(data, tmp_path)),
        re.DOTALL,
    )
    assert found is not None
    assert found[0] + "\n" == PAGE.read_text("utf-8")


def test_a_map_for_other_sites_is_the_drawing_of_the_page_and_runs_no_script(
    data: Dataset, tmp_path: Path
) -> None:
    site = view(data, tmp_path)
    found = {file.uri: file.content.decode() for file in indicator_embeds(site, "exports")}
    assert list(found) == ["embed/maps/exports/index.html"]
    html = found["embed/maps/exports/index.html"]
    assert html.startswith('<!doctype html>\n<html lang="en">')
    drawing = re.search(r"<svg viewBox.*?</svg>", html, re.DOTALL)
    there = page(site).replace("../../assets/", "../../../assets/")
    assert drawing is not None
    assert drawing[0] in there, "shape by shape the map of the indicator's page"
    assert "content=\"default-src 'none'; img-src 'self'; " in html
    assert "<script" not in html
    assert '<meta name="robots" content="noindex">' in html
    root = site.config.site_url.rstrip("/")
    assert f'<link rel="canonical" href="{root}/indicators/exports/">' in html
    assert html.count('href="../../../indicators/exports/" target="_blank" rel="noopener"') == 2
    assert '<a href="../../../methods/maps/" target="_blank"' in html


def test_a_map_in_chinese_has_no_word_of_english(data: Dataset, tmp_path: Path) -> None:
    shown = exports(view(data, tmp_path, "zh"))
    assert shown is not None
    assert shown.title == "出口，2020年"
    assert shown.summary == (
        "5个经济体有2020年的数据。最高：乙国（3\u202f300亿美元）。最低：戊国（100万美元）。"
        "本站另有1个经济体无此数据，与其他无数据的陆地一样以斜线表示。"
    )
    assert [c.words for c in shown.classes] == [
        "无数据",
        "0.03以下（1）",
        "0.03至1\u202f000以下（1）",
        "1\u202f000至3\u202f000以下（2）",
        "3\u202f000及以上（1）",
    ]


def test_a_name_is_never_markup(data: Dataset, tmp_path: Path) -> None:
    text = page(view(data, tmp_path))
    assert "Borduria <&>" not in text
    assert html.escape("Borduria <&>: US$330 bn") in text.replace("\u00a0", " ")


def test_too_few_economies_make_no_map(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_maps, "FEWEST_MAPPED", 6)
    site = view(data, tmp_path)
    assert exports(site) is None
    assert "sk-map" not in page(site)


def test_equal_figures_make_no_map(data: Dataset, tmp_path: Path) -> None:
    del data  # asked for so that few economies are enough
    same = re.sub(r"(2020),[\d]+", r"\1,7", VALUES)
    assert exports(view(made(tmp_path / "same", same), tmp_path)) is None


def test_figures_without_an_order_make_no_map(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_maps.facts, "UNRANKED_BASES", {"USD"})
    assert exports(view(data, tmp_path)) is None


def test_hedged_figures_have_no_highest_and_lowest(data: Dataset, tmp_path: Path) -> None:
    del data
    values = VALUES.replace("BBB,2020,330000,,", "BBB,2020,330000,more_than,")
    shown = exports(view(made(tmp_path / "hedged", values), tmp_path))
    assert shown is not None
    assert shown.summary == (
        "5 economies have a figure for 2020. "
        "1 other economy of this site has none and is hatched, like all land without a figure."
    )
    assert "Estimated or given with a qualifier: Borduria <&>; Doriath." in shown.notes
    told = [s.words for c in shown.classes for s in c.shapes if s.code == "008"]
    assert told == ["Borduria <&>: more than US$330\u00a0bn"]


def test_of_many_hedged_figures_the_number_is_told(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_maps, "MOST_NAMED", 0)
    shown = exports(view(data, tmp_path))
    assert shown is not None
    assert (
        "1 figure is estimated or given with a qualifier; the note on its shape says so."
        in shown.notes
    )


def test_a_site_without_notes_on_names_links_to_none(data: Dataset, tmp_path: Path) -> None:
    assert "Names and boundaries on maps" not in page(view(data, tmp_path, policy=""))


def test_the_shortest_map_is_of_thirty_economies() -> None:
    assert render_maps.FEWEST_MAPPED == 30
