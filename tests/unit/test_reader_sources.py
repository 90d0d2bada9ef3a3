"""The same figures from a checkout, a ZIP file and a site, and only what is vouched for."""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import re
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_data import make_config, read_dataset, write_packages

import silkline
from serving import served
from silkline.publish import data_files
from silkline.publish.packages import zip_bytes
from silkline.reader import (
    NoData,
    NotReached,
    TooLarge,
    UndeclaredRead,
    UnknownIndicator,
    UnknownTable,
    WrongContent,
    checkout,
)
from silkline.reader.served import ServedSite, cache_folder, served_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

API = "data/v1/latest"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout, and beside it a folder that holds no packages, in which one works."""
    write_packages(tmp_path / "desk")
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")
    monkeypatch.delenv("SILKLINE_DATA", raising=False)
    return tmp_path / "desk"


@pytest.fixture
def site(desk: Path, tmp_path: Path) -> Path:
    """The data of the checkout as a site serves them."""
    folder = tmp_path / "site"
    for file in data_files(read_dataset(desk), {}, make_config(desk)):
        place = folder / file.uri
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
    (folder / "404.html").write_bytes(b"nothing")
    return folder


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    served_site.cache_clear()
    with served(site) as found:
        yield found


def same(frame: pd.DataFrame, other: pd.DataFrame) -> bool:
    return bool(frame.equals(other)) and frame.attrs == other.attrs


def test_a_site_gives_what_the_checkout_gives(desk: Path, address: str, tmp_path: Path):
    chosen = {"areas": ["CHN"], "since": 2020, "alternatives": True}
    found = silkline.read("exports", source=address + "/", cache=tmp_path / "kept", **chosen)
    assert same(found, silkline.read("exports", source=desk, **chosen))
    assert found["obs_value"].tolist()[:2] == [216265.0, 216300.0]
    assert found.attrs["unit"] == "US$ million"
    assert found["unit"].tolist() == ["usd-million"] * 3
    derived = silkline.read("trade", source=address, cache=tmp_path / "kept")
    assert same(derived, silkline.read("trade", source=desk))
    for package, table in (("trade", "sources"), ("reference", "areas")):
        there = silkline.read_table(package, table, source=address, cache=tmp_path / "kept")
        assert same(there, silkline.read_table(package, table, source=desk))
    there = silkline.catalog(source=address, cache=tmp_path / "kept")
    assert there.equals(silkline.catalog(source=desk))
    with pytest.raises(UnknownIndicator, match=r'^there is no indicator "export"; did you mean'):
        silkline.read("export", source=address, cache=tmp_path / "kept")
    with pytest.raises(UnknownTable, match=r'^no package has the table "trade/source"; did you'):
        silkline.read_table("trade", "source", source=address, cache=tmp_path / "kept")


def test_what_was_read_once_is_there_without_a_network(site: Path, tmp_path: Path):
    with served(site) as address:
        before = ServedSite(address, tmp_path / "kept").read("indicators/exports.csv")
    later = ServedSite(address, tmp_path / "kept")
    assert later.read("indicators/exports.csv") == before
    with pytest.raises(NotReached, match=f"^{re.escape(address)}/.*imports.csv cannot be reached"):
        later.read("indicators/imports.csv")
    with pytest.raises(NotReached, match=r"manifest.json cannot be reached: "):
        ServedSite(address, tmp_path / "elsewhere").read("index.json")


def test_a_changed_file_is_not_taken_and_a_damaged_copy_is_fetched_again(
    site: Path, address: str, tmp_path: Path
):
    file = site / API / "indicators/exports.csv"
    good = file.read_bytes()
    reader = ServedSite(address, tmp_path / "kept")
    assert reader.read("indicators/exports.csv") == good
    kept = tmp_path / "kept/files" / hashlib.sha256(good).hexdigest()
    kept.write_bytes(b"damaged")
    assert reader.read("indicators/exports.csv") == good
    kept.unlink()
    file.write_bytes(good.replace(b"216265", b"216266"))
    with pytest.raises(WrongContent, match=r"exports.csv is not the file that the manifest names"):
        reader.read("indicators/exports.csv")
    file.write_bytes(good + b"more")
    with pytest.raises(TooLarge, match=f"is larger than the {len(good)} bytes that are expected"):
        reader.read("indicators/exports.csv")
    file.unlink()
    with pytest.raises(NotReached, match=r"exports.csv cannot be read: the server answers 404"):
        reader.read("indicators/exports.csv")
    assert not kept.exists()
    with pytest.raises(NotReached, match=r"has no file nothing.csv"):
        reader.read("nothing.csv")


@pytest.mark.parametrize(
    ("manifest", "error"),
    [
        (b"<html>", WrongContent),
        (b'{"files": [{"path": "a", "bytes": 1, "sha256": "../../x"}]}', WrongContent),
        (b'{"files": [{"path": "a"}]}', WrongContent),
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, manifest: bytes, error: type[NoData]):
    with pytest.raises(error, match=r"manifest\.json"):
        ServedSite("https://example.org", tmp_path, lambda _url, _limit: manifest).read("a")
    assert list(tmp_path.rglob("*.json")) == []


def test_a_huge_file_is_not_asked_for(tmp_path: Path):
    size = 10**12
    told = {"files": [{"path": "a", "bytes": size, "sha256": "0" * 64}]}
    asked: list[str] = []

    def answer(url: str, _limit: int, /) -> bytes:
        asked.append(url)
        return json.dumps(told).encode()

    with pytest.raises(TooLarge, match=f"has {size} bytes; more than"):
        ServedSite("https://example.org/x", tmp_path, answer).read("a")
    assert asked == [f"https://example.org/x/{API}/manifest.json"]


def test_another_host_is_not_followed(address: str, tmp_path: Path):
    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", f"{address}{self.path}")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        reader = ServedSite(f"http://127.0.0.1:{server.server_port}", tmp_path)
        with pytest.raises(NotReached, match=r"manifest.json leads to another host, 127.0.0.1:"):
            reader.read("index.json")
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("source", ["ftp://example.org", "https://", "https://example.org/?a=b"])
def test_what_is_no_address_is_refused(source: str, tmp_path: Path):
    with pytest.raises(NoData, match="is no address of a site; write https://HOST/PATH/"):
        silkline.read("exports", source=source, cache=tmp_path)


def test_a_package_taken_away_is_read_by_itself(desk: Path, site: Path):
    file = site / API / "packages/trade/trade.zip"
    found, whole = silkline.read("exports", source=file), silkline.read("exports", source=desk)
    assert found["ref_area_name"].tolist() == ["CHN", "CHN", "NAM", "NAM"]
    assert found.drop(columns="ref_area_name").equals(whole.drop(columns="ref_area_name"))
    assert found.attrs == {**whole.attrs, "unit": "usd-million"}
    assert silkline.read_table("trade", "sources", source=str(file)).equals(
        silkline.read_table("trade", "sources", source=desk)
    )
    assert silkline.catalog(source=file)["indicator"].tolist() == ["exports", "imports", "trade"]
    names = ["ref_area_name"]
    computed, whole = silkline.read("trade", source=file), silkline.read("trade", source=desk)
    assert len(computed) > 0
    assert computed.drop(columns=names).equals(whole.drop(columns=names))


def test_a_sum_across_units_is_not_computed_on_a_guess(site: Path, tmp_path: Path):
    mixed = tmp_path / "mixed.zip"
    with (
        zipfile.ZipFile(site / API / "packages/trade/trade.zip") as given,
        zipfile.ZipFile(mixed, "w") as made,
    ):
        for name in given.namelist():
            content = given.read(name)
            if name == "data/indicators.csv":
                content = content.replace(
                    "自国外购入。,usd-million".encode(), "自国外购入。,percent".encode()
                )
                assert content != given.read(name)
            if name == "datapackage.json":
                content = re.sub(rb'\n *"hash": "[^"]*",', b"", content)
            made.writestr(name, content)
    assert len(silkline.read("imports", source=mixed)) == 1
    with pytest.raises(NoData, match=r'^"trade" is computed from other indicators: '):
        silkline.read("trade", source=mixed)


def test_a_release_in_one_file_is_read_like_a_site(desk: Path, site: Path, tmp_path: Path):
    root = site / API
    files = {
        f"2026.1/{f.relative_to(root)}": f.read_bytes() for f in root.rglob("*") if f.is_file()
    }
    release = tmp_path / "release.zip"
    release.write_bytes(zip_bytes(files))
    assert same(silkline.read("trade", source=release), silkline.read("trade", source=desk))


def test_an_archive_that_is_changed_or_damaged_is_refused(site: Path, tmp_path: Path):
    whole = (site / API / "packages/trade/trade.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    changed = files["data/observations.csv"].replace(b"216265", b"216266")
    cases = {
        "changed": zip_bytes({**files, "data/observations.csv": changed}),
        "damaged": whole[: len(whole) // 2],
        "empty": zip_bytes({"a.txt": b"a"}),
    }
    told = {
        "changed": (WrongContent, "data/observations.csv in .* its SHA-256 differs"),
        "damaged": (WrongContent, "is no ZIP file that can be read"),
        "empty": (NoData, "holds neither datapackage.json nor manifest.json"),
    }
    for name, content in cases.items():
        (tmp_path / f"{name}.zip").write_bytes(content)
        error, message = told[name]
        with pytest.raises(error, match=message):
            silkline.read("exports", source=tmp_path / f"{name}.zip")
    for missing in ("nowhere.zip", "nowhere"):
        with pytest.raises(NoData, match=f"there is no .*{missing}"):
            silkline.read("exports", source=tmp_path / missing)


def test_a_build_reads_from_nowhere_else(desk: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SILKLINE_DATA", str(desk))
    message = f'a notebook in a build reads what it declares, not "{desk}": leave out `source`'
    for call in (
        lambda: silkline.read("exports", source=desk),
        lambda: silkline.read_table("trade", "sources", source=desk),
        lambda: silkline.catalog(source=desk),
    ):
        with pytest.raises(UndeclaredRead, match=f"^{re.escape(message)}$"):
            call()


def test_a_checkout_is_remembered_until_a_file_changes(desk: Path, monkeypatch: pytest.MonkeyPatch):
    loaded: list[str] = []
    real = checkout.load_package
    monkeypatch.setattr(
        checkout, "load_package", lambda p, root: (loaded.append(p.name), real(p, root))[1]
    )
    checkout._package.cache_clear()
    silkline.read("exports", source=desk)
    silkline.read("imports", source=desk)
    assert loaded == ["reference", "trade"]
    file = desk / "datapackages/trade/data/observations.csv"
    file.write_text(file.read_text().replace("216265.0", "216265.25"))
    assert silkline.read("exports", source=desk)["obs_value"][0] == 216265.25
    assert loaded == ["reference", "trade", "trade"]


def test_only_the_packages_that_are_needed_are_read(desk: Path):
    (desk / "datapackages/broken").mkdir()
    (desk / "datapackages/broken/datapackage.json").write_text("{")
    assert len(silkline.read("trade", source=desk)) == 1
    with pytest.raises(NoData, match="error DP"):
        silkline.catalog(source=desk)


def test_the_cache_is_where_the_platform_keeps_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SILKLINE_READER_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("SILKLINE_READER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert cache_folder() == tmp_path / "caches/silkline"


def test_the_examples_of_the_documentation_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SILKLINE_DATA", raising=False)
    root = Path(__file__).parents[2]
    page = (root / "docs/reference/python.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, object] = {"SOURCE": root / "src/silkline/starter"}
    for example in examples:
        exec(example, names)
    assert len(examples) == 4
    assert set(names["exports"]["ref_area"]) == {"DNK", "SWE"}
    assert names["areas"].attrs["title"] == "Reference lists: Areas"
