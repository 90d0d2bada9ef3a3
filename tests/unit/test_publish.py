"""What is published is what came in, byte for byte, and a stranger can check that."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from small_data import RAW, TRADE, make_config, read_dataset, write_packages

from silkline.model import (
    Artifact,
    Cited,
    Dataset,
    Outcome,
    Page,
    Verdict,
    Waiver,
    told,
)
from silkline.problems import SilklineError, render_text
from silkline.publish import (
    DirectorySink,
    MemorySink,
    claims_file,
    data_files,
    economy_csv,
    economy_json,
    front_matter,
    indicator_csv,
    indicator_json,
    package_files,
)
from silkline.publish.text import csv_bytes, json_bytes, numeral

API = "data/v1/latest"
TELL = Path(__file__).parents[2] / "frontend/src/evidence/tell.ts"


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    write_packages(tmp_path)
    return read_dataset(tmp_path)


@pytest.fixture
def published(dataset: Dataset, tmp_path: Path) -> dict[str, bytes]:
    return {a.uri: a.content for a in data_files(dataset, {}, make_config(tmp_path))}


def page(uri: str, *, title: str = "", description: str = "", markdown: str = "") -> Page:
    return Page(uri=uri, title=title, description=description, markdown=markdown, kind="indicator")


# --- Text ---


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("216265.0", "216265.0"),
        ("0.10", "0.10"),
        ("-5", "-5"),
        ("1e3", "1e3"),
        ("12345678901234567890.123", "12345678901234567890.123"),
        (".5", "0.5"),
        ("+3", "3"),
        ("007", "7"),
    ],
)
def test_a_number_is_written_digit_by_digit_as_it_was_published(text: str, written: str):
    assert json_bytes({"value": numeral(text)}) == f'{{\n "value": {written}\n}}\n'.encode()
    assert Decimal(text) == Decimal(written)


def test_an_empty_cell_is_null():
    assert json_bytes({"value": numeral("")}) == b'{\n "value": null\n}\n'


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-inf", "n/a", "1,000", " "])
def test_what_is_no_finite_number_never_reaches_a_file(text: str):
    with pytest.raises(ValueError, match=text):
        numeral(text)


@pytest.mark.parametrize("value", [0.1, Decimal("0.1"), b"x", object()])
def test_json_refuses_what_could_lose_digits(value: object):
    with pytest.raises(TypeError, match=f"no JSON for {type(value).__name__}"):
        json_bytes({"value": value})  # type: ignore[dict-item]


def test_json_keeps_the_order_of_members_and_gives_each_object_of_a_list_a_line():
    value = {"b": '中"\n\x01', "a": [{"x": 1, "y": [True, None]}, {}], "c": {"d": []}, "e": ["f"]}
    assert json_bytes(value).decode() == (
        "{\n"
        ' "b": "中\\"\\n\\u0001",\n'
        ' "a": [\n  {"x": 1, "y": [true, null]},\n  {}\n ],\n'
        ' "c": {"d": []},\n'
        ' "e": ["f"]\n'
        "}\n"
    )


def test_csv_quotes_only_what_needs_it_and_ends_lines_with_lf():
    rows = [["", "a b"], ["x,y", 'say "so"'], ["two\nlines", "carriage\rreturn"], ["-1", "中"]]
    assert csv_bytes(["a", "b"], rows).decode() == (
        'a,b\n,a b\n"x,y","say ""so"""\n"two\nlines","carriage\rreturn"\n-1,中\n'
    )


# --- Observations ---


def test_csv_is_what_the_standard_library_writes_but_for_line_ends():
    odd = ("", "a", " a ", ",", '"', "\n", "\r", "\r\n", ";", "é", 'say "a"')
    rows = [*([cell] for cell in odd), *itertools.product(odd, odd)]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    ours = csv_bytes(["a", "b"], rows).decode()
    assert list(csv.reader(io.StringIO(ours, newline=""))) == [["a", "b"], *map(list, rows)]
    assert len(ours) == len("a,b\n") + len(written.getvalue()) - len(rows)


@pytest.mark.parametrize("odd", ["a,b", 'say "a"', "two\nlines", "a\r"])
@pytest.mark.parametrize("place", [0, 98, 99, 100, 249])
def test_one_row_that_needs_quotes_changes_no_other(odd: str, place: int) -> None:
    rows = [[str(n), "plain"] for n in range(250)]
    rows[place][1] = odd
    told = csv_bytes(["n", "text"], rows).decode()
    assert list(csv.reader(io.StringIO(told, newline=""))) == [["n", "text"], *rows]
    assert told.count('"') == (6 if '"' in odd else 2)


def test_an_indicator_as_csv_holds_the_preferred_source_and_keeps_every_text(dataset: Dataset):
    assert indicator_csv(dataset, "exports").decode() == (
        "indicator,ref_area,ref_area_name,ref_area_name_zh,time_period,obs_value,obs_qualifier,"
        "obs_status,unit,source,evidence,note\n"
        "exports,CHN,China,中国,2020,216265.0,,A,usd-million,office,"
        '"raw/table.csv#cell=2,2",\n'
        'exports,CHN,China,中国,2021,,,M,usd-million,office,"raw/table.csv#cell=2,3",\n'
        "exports,NAM,Namibia,纳米比亚,2020,0.10,,A,usd-million,office,"
        '"raw/table.csv#cell=3,2",NA\n'
        "exports,NAM,Namibia,纳米比亚,2021,0.20,,A,usd-million,office,"
        '"raw/table.csv#cell=3,3",None\n'
    )


def test_an_indicator_as_json_carries_all_that_must_be_known_to_use_it(dataset: Dataset):
    text = indicator_json(dataset, "exports").decode()
    assert '"time_period": "2020", "obs_value": 216265.0, ' in text
    content = json.loads(text, parse_float=str)
    lists = {name: content.pop(name) for name in ("sources", "areas", "observations")}
    assert content == {
        "indicator": "exports",
        "title": "Exports",
        "title_zh": "出口",
        "definition": "Goods sold.",
        "definition_zh": "销往国外。",
        "topic": "trade",
        "decimals": 0,
        "kind": "level",
        "aggregation": "sum",
        "caveat": "",
        "caveat_zh": "",
        "related": ["imports"],
        "package": "trade",
        "unit": {
            "unit": "usd-million",
            "title": "Million US dollars",
            "title_zh": "百万美元",
            "symbol": "US$ million",
            "base": "USD",
            "multiplier": 1000000,
            "ucum": "",
        },
        "derived": None,
        "breaks": [
            {"ref_area": "NAM", "time_period": "2021", "what": "New method", "what_zh": "新方法"}
        ],
        "waivers": [],
        "alternatives": [
            {
                "ref_area": "CHN",
                "time_period": "2020",
                "obs_value": 216300,
                "obs_qualifier": "about",
                "obs_status": "A",
                "source": "paper",
                "evidence": "claim:c1",
                "note": 'said "about", twice\nover two lines',
            }
        ],
    }
    assert [source["source"] for source in lists["sources"]] == ["office", "paper"]
    assert lists["sources"][0]["address"] == "../packages/trade/raw/table.csv"
    assert [area["area"] for area in lists["areas"]] == ["CHN", "NAM"]
    values = [(o["ref_area"], o["obs_value"], o["obs_status"]) for o in lists["observations"]]
    assert values == [
        ("CHN", "216265.0", "A"),
        ("CHN", None, "M"),
        ("NAM", "0.10", "A"),
        ("NAM", "0.20", "A"),
    ]


def test_an_indicator_as_json_says_which_odd_figures_were_left_and_why(dataset: Dataset):
    waiver = Waiver(
        code="ST004",
        indicator="exports",
        ref_area="NAM",
        time_period="2021",
        source="",
        reason="As published.",
        reason_zh="照原样保留。",
    )
    found = json.loads(indicator_json(replace(dataset, waivers=(waiver,)), "exports"))
    assert found["waivers"] == [
        {
            "code": "ST004",
            "ref_area": "NAM",
            "time_period": "2021",
            "source": "",
            "reason": "As published.",
            "reason_zh": "照原样保留。",
        }
    ]
    assert json.loads(indicator_json(dataset, "imports"))["waivers"] == []


def test_a_derived_indicator_names_its_inputs_and_the_sources_behind_them(dataset: Dataset):
    content = json.loads(indicator_json(dataset, "trade"), parse_float=str)
    assert content["derived"] == {
        "formula": "sum",
        "inputs": ["exports", "imports"],
        "reference_area": "",
        "base_period": "",
        "years": None,
    }
    assert [source["source"] for source in content["sources"]] == ["office"]
    assert content["observations"] == [
        {
            "ref_area": "CHN",
            "time_period": "2020",
            "obs_value": "216365.5",
            "obs_qualifier": "",
            "obs_status": "A",
            "source": "derived",
            "evidence": "derived",
            "note": "Sum of exports (office) and imports (office)",
        }
    ]


def test_files_of_an_area_hold_the_same_rows_as_those_of_its_indicators(dataset: Dataset):
    of_area = economy_csv(dataset, "CHN").decode().splitlines()[1:]
    of_indicators = [
        line
        for indicator in ("exports", "imports", "trade")
        for line in indicator_csv(dataset, indicator).decode().splitlines()[1:]
        if ",CHN," in line
    ]
    assert of_area == of_indicators
    content = json.loads(economy_json(dataset, "CHN", {}))
    assert (content["area"], content["name_zh"], content["kind"]) == ("CHN", "中国", "economy")
    counts = [(i["indicator"], len(i["observations"])) for i in content["indicators"]]
    assert counts == [("exports", 2), ("imports", 1), ("trade", 1)]


def test_an_area_as_json_holds_all_that_its_figures_rest_on(dataset: Dataset):
    used = tuple(o for o in dataset.observations["exports"] if o.evidence.endswith("cell=2,2"))
    verdict = Verdict(
        claim="c1", outcome=Outcome.SUPPORTED, arithmetic="", reason="", evidence=used
    )
    content = json.loads(economy_json(dataset, "CHN", {"c1": verdict}), parse_float=str)
    assert [s["source"] for s in content["sources"]] == ["office", "paper"]
    assert content["sources"][0]["address"] == "../packages/trade/raw/table.csv"
    exports, imports, trade = content["indicators"]
    assert (exports["unit_title"], exports["package"]) == ("Million US dollars", "trade")
    assert [o["source"] for o in exports["alternatives"]] == ["paper"]
    assert imports["alternatives"] == []
    assert trade["derived"]["inputs"] == ["exports", "imports"]
    assert content["claims"] == [
        {
            "claim": "c1",
            "indicator": "exports",
            "ref_area": "CHN",
            "time_period": "2020",
            "printed": "about 216.3bn",
            "speaker": "A minister",
            "source": "paper",
            "paragraph": 2,
            "sentence": 1,
            "outcome": "supported",
            "uses": ["exports/CHN/2020"],
        }
    ]
    assert json.loads(economy_json(dataset, "NAM", {"c1": verdict}))["claims"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_panel_of_evidence_has_words_and_what_vouches_for_packages(
    dataset: Dataset, tmp_path: Path, language: str
):
    config = replace(make_config(tmp_path), theme_language=language, repository="https://x.org/y")
    published = {a.uri: a.content for a in data_files(dataset, {}, config)}
    shared = json.loads(published["assets/silkline/evidence.json"])
    archive = published[f"{API}/packages/trade/trade.zip"]
    assert (shared["language"], shared["data"], shared["report"]) == (
        language,
        API,
        "https://x.org/y",
    )
    assert shared["packages"]["trade"] == {
        "title": dataset.packages["trade"].title,
        "version": "1.0.0",
        "sha256": hashlib.sha256(archive).hexdigest(),
        "script": 0,
    }
    assert shared["licences"] == {
        "cc-by-4.0": {"title": "CC BY 4.0", "url": "https://example.org/by"}
    }
    assert shared["statuses"]["A"] == {"en": "Normal value", "zh": "正常值"}[language]
    wanted = set(re.findall(r'say\("([a-z_]+)"', TELL.read_text(encoding="utf-8")))
    assert wanted
    assert {f"panel.{key}" for key in wanted} <= shared["words"].keys()


# --- Packages ---


def test_a_package_goes_out_byte_for_byte(published: dict[str, bytes], tmp_path: Path):
    folder = tmp_path / "datapackages/trade"
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    names.remove("datapackage.json")
    assert sorted(names) == [
        "README.md",
        *(f"data/{name}.csv" for name in sorted(TRADE)),
        "raw/table.csv",
    ]
    for name in names:
        assert published[f"{API}/packages/trade/{name}"] == (folder / name).read_bytes()


def test_the_descriptor_gains_size_digest_and_kind_and_nothing_else(
    published: dict[str, bytes], tmp_path: Path
):
    text = published[f"{API}/packages/trade/datapackage.json"].decode()
    source = (tmp_path / "datapackages/trade/datapackage.json").read_text(encoding="utf-8")
    # The profile is what version 1 calls a table; some readers know no other word.
    marks = ('"bytes": ', '"hash": ', '"profile": "tabular-data-resource"')
    added = [line for line in text.splitlines() if any(mark in line for mark in marks)]
    assert [line for line in text.splitlines() if line not in added] == source.splitlines()
    for resource in json.loads(text)["resources"]:
        content = published[f"{API}/packages/trade/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_the_archive_holds_what_is_served_beside_it_and_is_the_same_each_time(dataset: Dataset):
    files = {a.uri: a.content for a in package_files(dataset.packages["trade"])}
    again = {a.uri: a.content for a in package_files(dataset.packages["trade"])}
    assert files == again
    content = files.pop(f"{API}/packages/trade/trade.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        held = {f"{API}/packages/trade/{e.filename}": archive.read(e) for e in entries}
    assert held == files
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {(e.date_time, e.external_attr >> 16, e.create_system) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }


def test_a_table_that_changed_since_it_was_checked_is_not_published(
    dataset: Dataset, tmp_path: Path
):
    path = tmp_path / "datapackages/trade/data/breaks.csv"
    path.write_bytes(path.read_bytes() + b"exports,CHN,2021,Sneaked in,\n")
    with pytest.raises(SilklineError) as stopped:
        package_files(dataset.packages["trade"])
    assert render_text(stopped.value.problems) == (
        "datapackages/trade/data/breaks.csv: error PB004: "
        "the file changed while the site was being built\n"
        "  help: build again and leave the package's files alone meanwhile."
    )


@pytest.mark.parametrize("path", ["../../secret.txt", "/etc/hostname", "raw/../../../x", "raw\\x"])
def test_a_path_that_leaves_the_package_is_refused(dataset: Dataset, path: str):
    with pytest.raises(SilklineError) as stopped:
        package_files(replace(dataset.packages["trade"], raw_files=(path,)))
    assert render_text(stopped.value.problems) == (
        "datapackages/trade/datapackage.json:1:1: error PB001: "
        f"'{path}' leaves the package's folder\n"
        "  help: give a path inside the folder, without `..` and without symbolic links."
    )


def test_a_symbolic_link_out_of_the_package_is_refused(dataset: Dataset, tmp_path: Path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "datapackages/trade/raw/link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SilklineError, match="leaves the package's folder"):
        package_files(replace(dataset.packages["trade"], raw_files=("raw/link.txt",)))


def test_a_raw_file_that_is_gone_is_a_problem(dataset: Dataset, tmp_path: Path):
    (tmp_path / "datapackages/trade/raw/table.csv").unlink()
    with pytest.raises(SilklineError) as stopped:
        package_files(dataset.packages["trade"])
    assert render_text(stopped.value.problems) == (
        "datapackages/trade/raw/table.csv: error PB005: "
        "the file cannot be read: No such file or directory\n"
        "  help: build again and leave the package's files alone meanwhile."
    )


# --- Lists ---


def test_the_index_lists_everything_with_addresses_that_exist(published: dict[str, bytes]):
    index = json.loads(published[f"{API}/index.json"])
    assert {key: index[key] for key in ("api", "title", "url", "release")} == {
        "api": "v1",
        "title": "A small site",
        "url": "https://example.org/",
        "release": "2026.1",
    }
    assert [p["package"] for p in index["packages"]] == ["reference", "trade"]
    assert [e["area"] for e in index["economies"]] == ["CHN", "NAM"]
    linked = [
        index[name] for name in ("manifest", "checksums", "claims", "reconciliations", "structures")
    ]
    for entry in (*index["packages"], *index["indicators"], *index["economies"]):
        linked += [entry[key] for key in ("csv", "json", "descriptor", "zip") if key in entry]
    assert {f"{API}/{link}" for link in linked} <= set(published)


def test_the_index_tells_the_coverage_of_an_indicator(published: dict[str, bytes]):
    index = json.loads(published[f"{API}/index.json"])
    assert index["indicators"][0] == {
        "indicator": "exports",
        "title": "Exports",
        "title_zh": "出口",
        "definition": "Goods sold.",
        "topic": "trade",
        "unit": "usd-million",
        "unit_symbol": "US$ million",
        "unit_title": "Million US dollars",
        "unit_title_zh": "百万美元",
        "derived": False,
        "first_period": "2020",
        "last_period": "2021",
        "areas": 2,
        "values": 3,
        "sources": ["office", "paper"],
        "package": "trade",
        "page": "../../../indicators/exports/",
        "csv": "indicators/exports.csv",
        "json": "indicators/exports.json",
        "labelled": "indicators/exports.labelled.csv",
        "sdmx": "indicators/exports.sdmx.csv",
        "parquet": "indicators/exports.parquet",
        "metadata": "indicators/exports.metadata.json",
        "citation": {
            "txt": "indicators/exports.txt",
            "bib": "indicators/exports.bib",
            "ris": "indicators/exports.ris",
            "csl": "indicators/exports.csl.json",
        },
    }


CLAIM_KEYS = (
    *("speaker", "paragraph", "printed", "value", "outcome", "arithmetic", "arithmetic_zh"),
    *("reason", "reason_zh", "evidence"),
)


def test_a_claim_stands_with_its_statement_verdict_and_evidence(dataset: Dataset):
    verdict = Verdict(
        claim="c1",
        outcome=Outcome.WITHIN_ROUNDING,
        arithmetic=told("arithmetic.left_claimed", left="216 265", claimed="216 300"),
        reason=told("reason.agrees", basis=Cited(sources=("office",))),
        evidence=dataset.observations["exports"][:1],
    )
    (claim,) = json.loads(claims_file(dataset, {"c1": verdict}).content, parse_float=str)["claims"]
    assert {key: claim[key] for key in CLAIM_KEYS} == {
        "speaker": "A minister",
        "paragraph": 2,
        "printed": "about 216.3bn",
        "value": 216300,
        "outcome": "within-rounding",
        "arithmetic": "216 265; claimed: 216 300",
        "arithmetic_zh": "216 265；原文：216 300",
        "reason": "Agrees with The office (2024).",
        "reason_zh": "与The office（2024）一致。",
        "evidence": [
            {
                "indicator": "exports",
                "ref_area": "CHN",
                "time_period": "2020",
                "obs_value": "216265.0",
                "source": "office",
                "evidence": "raw/table.csv#cell=2,2",
            }
        ],
    }


def test_the_manifest_vouches_for_every_other_file(published: dict[str, bytes]):
    manifest = json.loads(published[f"{API}/manifest.json"])
    listed = {f["path"]: (f["bytes"], f["sha256"]) for f in manifest["files"]}
    assert list(listed) == sorted(listed)
    assert listed == {
        uri.removeprefix(f"{API}/"): (len(content), hashlib.sha256(content).hexdigest())
        for uri, content in published.items()
        if uri.startswith(f"{API}/") and uri != f"{API}/manifest.json"
    }


def test_the_checksums_are_in_the_form_that_sha256sum_reads(published: dict[str, bytes]):
    lines = published[f"{API}/SHA256SUMS"].decode().splitlines()
    digest = hashlib.sha256(RAW.encode()).hexdigest()
    assert f"{digest}  packages/trade/raw/table.csv" in lines
    assert len(lines) == len([uri for uri in published if uri.startswith(API)]) - 2


def test_files_come_sorted_each_address_once_with_the_schemas(
    dataset: Dataset, tmp_path: Path, published: dict[str, bytes]
):
    files = data_files(dataset, {}, make_config(tmp_path))
    assert [a.uri for a in files] == sorted(published)
    schemas = Path(__file__).parents[2] / "src/silkline/schemas"
    for path in schemas.glob("*.json"):
        assert published[f"schemas/{path.name}"] == path.read_bytes()


# --- Sinks ---


def test_a_directory_holds_markdown_with_front_matter_and_files_as_they_are(tmp_path: Path):
    sink = DirectorySink(tmp_path / "out")
    sink.add_page(page("indicators/x.md", title='A "title"', description="d", markdown="# X\n"))
    sink.add_file(Artifact(uri="data/x.bin", content=b"\x00\r\n"))
    written = {
        p.relative_to(tmp_path / "out").as_posix(): p.read_bytes()
        for p in (tmp_path / "out").rglob("*")
        if p.is_file()
    }
    assert written == {
        "indicators/x.md": b'---\ntitle: "A \\"title\\""\ndescription: "d"\n---\n\n# X\n',
        "data/x.bin": b"\x00\r\n",
    }


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "colon: # and 'quotes' \"double\"",
        "line\n---\nbreak",
        "{{ jinja }} \\ back",
        "中文标题 — dash\u00a0space",
        "\u2028\u2029\u0085\ufeff\x7f\x01",
        "yes",
        "",
        "😀",
    ],
)
def test_front_matter_says_exactly_the_title_whatever_it_holds(text: str):
    block = front_matter(page("x.md", title=text, description=text))
    start, body, end = block.split("---\n", 2) if block.count("---\n") == 2 else ("", "", "")
    assert (start, end) == ("", "\n")
    assert len(body.splitlines()) == 2
    assert yaml.safe_load(body) == {"title": text, "description": text}


BAD_PATHS = ["../x.md", "/x.md", "a/../../x.md", "a//b.md", "./x.md", "a\\b.md", "x\0.md", "", "."]


@pytest.mark.parametrize("uri", BAD_PATHS)
def test_a_path_that_leaves_the_site_is_refused(tmp_path: Path, uri: str):
    folder = tmp_path / "out"
    for sink in (MemorySink(), DirectorySink(folder)):
        for add, thing in (
            (sink.add_page, page(uri)),
            (sink.add_file, Artifact(uri=uri, content=b"")),
        ):
            with pytest.raises(SilklineError) as stopped:
                add(thing)  # type: ignore[arg-type]
            assert [p.code for p in stopped.value.problems] == ["PB001"]
    assert list(tmp_path.iterdir()) == []


def test_a_link_inside_the_folder_does_not_lead_out(tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/away").symlink_to(tmp_path)
    with pytest.raises(SilklineError) as stopped:
        DirectorySink(tmp_path / "out").add_file(Artifact(uri="away/x.txt", content=b""))
    assert render_text(stopped.value.problems) == (
        "away/x.txt: error PB001: 'away/x.txt' leaves the folder of the site\n"
        "  help: give a relative path with forward slashes that stays inside, without `..`."
    )
    assert not (tmp_path / "x.txt").exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (page("a.md"), page("a.md")),
        (page("indicators/exports.md"), page("indicators/Exports.md")),
        (page("indicators/a.md"), page("indicators/a/index.md")),
        (page("stories/a.md"), page("stories/a.ipynb")),
        (page("a.md"), Artifact(uri="a/index.html", content=b"")),
        (Artifact(uri="x.csv", content=b""), Artifact(uri="X.csv", content=b"")),
    ],
)
def test_two_writers_for_one_address_are_a_problem(first: Page | Artifact, second: Page | Artifact):
    def add(thing: Page | Artifact) -> None:
        if isinstance(thing, Page):
            sink.add_page(thing)
        else:
            sink.add_file(thing)

    sink = MemorySink()
    add(first)
    with pytest.raises(SilklineError) as stopped:
        add(second)
    assert render_text(stopped.value.problems) == (
        f"{second.uri}: error PB002: the address of '{second.uri}' is already taken "
        f"by '{first.uri}'\n"
        "  help: rename one of the two; upper and lower case do not tell them apart."
    )


def test_memory_keeps_pages_and_files(dataset: Dataset):
    sink = MemorySink()
    sink.add_page(page("a.md"))
    for artifact in package_files(dataset.packages["trade"]):
        sink.add_file(artifact)
    assert list(sink.pages) == ["a.md"]
    assert sink.files[f"{API}/packages/trade/raw/table.csv"].content == RAW.encode()
