# A release is a promise about bytes, so these tests release for real, change the data as an author
# does, release again, and compare what is served with what was.
"""Releases: frozen, served, compared, never rewritten."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from nordic_site import write_site
from released import (
    OBSERVATIONS,
    PACKAGE,
    REASONS,
    change_data,
    first_release,
    give_reasons,
    second_release,
    set_version,
    settings,
)

import silkline
from silkline.build import Site, build_site
from silkline.checking import check_site
from silkline.messages import THIN_SPACE
from silkline.problems import render_text
from silkline.reader import NoData
from silkline.releases import read_changes, read_frozen
from silkline.releases.lock import Lock, lock_text, read_lock
from silkline.releases.rules import Part, needed, part_risen, risen
from silkline.releases.tables import KeyedTable, keyed_table
from silkline.releasing import day_of, make_release

FEED = "{http://www.w3.org/2005/Atom}"
HERE = "data/v1/releases"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter, released once."""
    root = tmp_path_factory.mktemp("once") / "site"
    first_release(root)
    return root


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, once: Path) -> Path:
    """The same, changed and released again."""
    root = tmp_path_factory.mktemp("twice") / "site"
    shutil.copytree(once, root)
    second_release(root)
    return root


@pytest.fixture(scope="module")
def served(twice: Path) -> dict[str, bytes]:
    site = build_site(settings(twice))
    assert site.report.problems == ()
    return files_of(site)


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return shutil.copytree(once, tmp_path / "site")


def files_of(site: Site) -> dict[str, bytes]:
    return {a.uri: a.content for a in site.files}


def told(root: Path) -> str:
    return render_text(check_site(settings(root)).problems)


# --- What is served ---


def test_a_release_is_served_byte_for_byte_after_the_data_changed(
    once: Path, served: dict[str, bytes]
):
    before = files_of(build_site(settings(once)))
    released = {p: c for p, c in before.items() if p.startswith(f"{HERE}/2026.1/")}
    assert len(released) == 23
    assert {p: served[p] for p in released} == released
    latest = served["data/v1/latest/packages/nordic-population/data/observations.csv"]
    assert latest != served[f"{HERE}/2026.1/packages/nordic-population/data/observations.csv"]
    assert latest == served[f"{HERE}/2026.2/packages/nordic-population/data/observations.csv"]


def test_manifest_and_checksums_vouch_for_every_file(served: dict[str, bytes]):
    for release in ("2026.1", "2026.2"):
        place = f"{HERE}/{release}/"
        own = {p.removeprefix(place): c for p, c in served.items() if p.startswith(place)}
        manifest = json.loads(own["manifest.json"])
        listed = {f["path"]: (f["bytes"], f["sha256"]) for f in manifest["files"]}
        known = {p: (len(c), hashlib.sha256(c).hexdigest()) for p, c in own.items()}
        assert listed == {p: k for p, k in known.items() if p != "manifest.json"}
        sums = dict(reversed(s.split("  ")) for s in own["SHA256SUMS"].decode().splitlines())
        assert sums.keys() == listed.keys() - {"SHA256SUMS"}
        assert all(sums[p] == listed[p][1] for p in sums)


def test_the_files_in_a_zip_are_those_beside_it_and_raw_files_are_left_out(
    served: dict[str, bytes],
):
    folder = f"{HERE}/2026.1/packages/nordic-population/"
    with zipfile.ZipFile(io.BytesIO(served[f"{folder}nordic-population.zip"])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {
        p.removeprefix(folder): c
        for p, c in served.items()
        if p.startswith(folder) and not p.endswith(".zip")
    }
    assert not any("raw" in name for name in inside)


def test_the_list_names_every_release_and_what_latest_is(served: dict[str, bytes], root: Path):
    index = json.loads(served[f"{HERE}/index.json"])
    assert [(r["release"], r["date"]) for r in index["releases"]] == [
        ("2026.2", "2026-06-30"),
        ("2026.1", "2026-01-02"),
    ]
    assert index["latest"]["release"] == "2026.2"
    assert all(f"{HERE}/{r[k]}" in served for r in index["releases"] for k in ("index", "changes"))
    change_data(root)
    set_version(root, "2.0.0")
    latest = json.loads(files_of(build_site(settings(root)))[f"{HERE}/index.json"])["latest"]
    assert (latest["release"], latest["note"]) == (None, "The latest data are not yet released.")
    assert latest["changed"] == ["nordic-population"]


def test_a_site_without_releases_says_so(tmp_path: Path):
    made = files_of(build_site(settings(write_site(tmp_path / "site"))))
    index = json.loads(made[f"{HERE}/index.json"])
    assert index["releases"] == []
    assert index["latest"]["note"] == "The latest data are not yet released."
    assert [p for p in made if p.startswith(HERE)] == [f"{HERE}/index.json"]


def test_what_did_not_change_is_frozen_once(twice: Path):
    assert sorted(p.name for p in (twice / "releases/packages").iterdir()) == [
        "nordic-population-1.0.0.zip",
        "nordic-population-2.0.0.zip",
        "reference-1.0.0.zip",
    ]
    with tarfile.open(twice / "releases/2026.2.tar.xz") as archive:
        assert "changes.json" in archive.getnames()
        assert archive.getmembers()[0].mtime == 0


# --- What changed ---


def test_changes_are_told_row_by_row_with_their_reasons(served: dict[str, bytes]):
    changes = json.loads(served[f"{HERE}/2026.2/changes.json"])
    assert changes["before"] == "2026.1"
    assert changes["packages"] == [
        {
            "package": "nordic-population",
            "before": "1.0.0",
            "after": "2.0.0",
            "added": 1,
            "changed": 1,
            "removed": 1,
        }
    ]
    rows = [(c["change"], c["key"]["time_period"], c["reason"]) for c in changes["changes"]]
    assert rows == [
        ("added", "2014", None),
        ("changed", "2015", "A digit was misread."),
        ("removed", "2016", "Figure withdrawn by its source."),
    ]
    (changed,) = (c for c in changes["changes"] if c["change"] == "changed")
    assert changed["old"] == {
        "obs_value": "5683483",
        "evidence": "raw/sp.pop.totl.csv#cell=2,4",
    }
    assert changed["new"] == {"obs_value": "5683484", "evidence": "raw/sp.pop.totl.csv#row=2"}
    assert [r.reason_zh for r in read_changes(served[f"{HERE}/2026.2/changes.json"])] == [
        "",
        "一位数字误读。",
        "来源撤回。",
    ]
    first = json.loads(served[f"{HERE}/2026.1/changes.json"])
    assert (first["before"], first["packages"], first["changes"]) == (None, [], [])


def test_the_page_of_an_indicator_tells_its_revisions(twice: Path):
    site = build_site(settings(twice))
    page = next(p.markdown for p in site.pages if p.uri == "indicators/population.md")
    assert "<h3>Revised between releases</h3>" in page
    old, new = (text.replace(",", THIN_SPACE) for text in ("5,683,483", "5,683,484"))
    assert (
        f'<tr><th scope="row">Denmark</th><td>2015</td><td class="n">{old}</td>'
        f'<td class="n">{new}</td>'
        '<td><a href="../../data/v1/releases/2026.2/changes.json">2026.2</a></td>'
        '<td class="wrap-cell">A digit was misread.</td></tr>' in page
    )
    assert '<td class="n">withdrawn</td>' in page
    assert "2014" not in page[page.index("Revised between") : page.index('id="evidence"')]


def test_feeds_tell_what_each_release_did(served: dict[str, bytes]):
    every = ET.fromstring(served[f"{HERE}/releases.atom"])
    texts = [e.findtext(f"{FEED}content") for e in every.iter(f"{FEED}entry")]
    assert texts == [
        (
            "1 row added, 1 row changed, 1 row removed\n"
            "A digit was misread.\nFigure withdrawn by its source."
        ),
        "The first release: 2 packages.",
    ]
    assert every.findtext(f"{FEED}updated") == "2026-06-30T00:00:00Z"
    reference = ET.fromstring(served[f"{HERE}/feeds/reference.atom"])
    assert [e.findtext(f"{FEED}title") for e in reference.iter(f"{FEED}entry")] == [
        "Release 2026.1"
    ]


def test_citations_name_the_release_that_holds_the_figures(served: dict[str, bytes], root: Path):
    cited = served["data/v1/latest/indicators/population.txt"].decode()
    assert "release 2026.2, 30 June 2026. " in cited
    assert f"{HERE}/2026.2/indicators/population.csv" in cited
    change_data(root)
    set_version(root, "2.0.0")
    made = files_of(build_site(settings(root)))
    assert "not yet released, state " in made["data/v1/latest/indicators/population.txt"].decode()
    # What did not change is still what was released.
    assert "release 2026.1" in made["data/v1/latest/packages/reference.txt"].decode()


def test_a_release_is_read_by_name(twice: Path):
    first, second, now = (
        silkline.read("population", source=twice, release=r) for r in ("2026.1", "2026.2", "")
    )
    assert second.equals(now)
    assert not first.equals(now)
    assert first.attrs["title"] == now.attrs["title"]
    told = silkline.read_table("nordic-population", "sources", source=twice, release="2026.1")
    assert len(told) == 1
    assert list(silkline.catalog(source=twice, release="2026.1")["unit"]) == ["people"]
    with pytest.raises(NoData, match=r"there is no release 2025\.1; there are: 2026\.1, 2026\.2"):
        silkline.read("population", source=twice, release="2025.1")
    with pytest.raises(NoData, match="a release holds preferred figures"):
        silkline.read("population", source=twice, release="2026.1", alternatives=True)


# --- Versions ---


def test_a_changed_package_with_its_old_version_is_a_problem(root: Path):
    change_data(root)
    assert told(root) == (
        "datapackages/nordic-population/datapackage.json:6:14: error RL001: the package is not "
        "what release 2026.1 holds as version 1.0.0\n"
        '     6 |   "version": "1.0.0",\n'
        "       |              ^\n"
        '  help: write "version": "2.0.0" or higher; a major version, because the row '
        "'population/DNK/2016/wdi-population-2026-07' of 'observations' is gone.\n"
        "datapackages/nordic-population/datapackage.json:1:1: warning RL004: no reason is given "
        "for the change of 'population/DNK/2015/wdi-population-2026-07' and 1 more\n"
        "  help: add a row to data/revisions.csv; without it the site says that none is given."
    )


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.9.0", 'error RL002: version "0.9.0" does not come after 1.0.0'),
        ("1.1.0", "error RL003: version 1.1.0 after 1.0.0 is too small a step"),
    ],
)
def test_a_version_must_rise_by_enough(root: Path, version: str, expected: str):
    change_data(root)
    set_version(root, version)
    assert expected in told(root)


def test_a_version_that_rose_enough_is_in_order(root: Path):
    change_data(root)
    set_version(root, "2.0.0")
    give_reasons(root)
    assert told(root) == ""


def test_a_reason_that_covers_nothing_is_told(root: Path):
    change_data(root)
    set_version(root, "2.0.0")
    give_reasons(root, f"{REASONS}2.0.0,observations,population/NOR,Nothing changed.,没有变化。\n")
    assert told(root) == (
        "datapackages/nordic-population/data/revisions.csv:4:1: warning RL005: the reason is for "
        "no row that changed since the last release\n"
        "  help: name the table and the first parts of the row's key, such as "
        "population/SWE/2023; or remove the row."
    )


def table(text: str, key: tuple[str, ...] = ("id",), kind: str = "string") -> KeyedTable:
    header = text.partition("\n")[0].split(",")
    fields = [{"name": c, "type": kind} for c in header]
    return keyed_table({"fields": fields, "primaryKey": list(key)}, text.encode())


PLAIN = "id,unit,note\na,kg,x\nb,kg,y\n"


@pytest.mark.parametrize(
    ("name", "after", "part", "words"),
    [
        ("rows", PLAIN.replace("y", "z"), Part.PATCH, "the row 'b' of 'rows' is corrected"),
        ("rows", f"{PLAIN}c,kg,\n", Part.MINOR, "the row 'c' of 'rows' is new"),
        ("rows", "id,unit,note\na,kg,x\n", Part.MAJOR, "the row 'b' of 'rows' is gone"),
        ("rows", "id,unit\na,kg\nb,kg\n", Part.MAJOR, "the columns of 'rows' are others"),
        ("rows", PLAIN.replace("kg", "t"), Part.PATCH, "the row 'a' of 'rows' is corrected"),
        ("indicators", PLAIN.replace("kg", "t"), Part.MAJOR, "'unit' of 'a' of 'indicators'"),
        ("waivers", "id,unit,note\na,kg,x\n", Part.PATCH, "rows of 'waivers' differ"),
        ("rows", "", Part.MAJOR, "the table 'rows' is gone"),
    ],
)
def test_what_differs_says_which_part_must_rise(name: str, after: str, part: Part, words: str):
    before = {name: table(PLAIN)}
    found = needed(before, {name: table(after)} if after else {})
    assert found.part is part
    assert words in found.words


def test_other_changes_of_tables():
    old = {"rows": table(PLAIN)}
    assert needed(old, {**old, "more": table(PLAIN)}).part is Part.MINOR
    assert needed(old, {"rows": table(PLAIN, kind="any")}).part is Part.MAJOR
    assert needed(old, {"rows": table(PLAIN, key=("id", "unit"))}).part is Part.MAJOR
    assert needed(old, old).words == "what is said of the data differs"
    unkeyed = table(PLAIN, key=())
    assert needed({"r": unkeyed}, {"r": table(f"{PLAIN}c,,\n", key=())}).part is Part.PATCH


def test_the_parts_of_versions():
    assert [risen("1.2.3", p) for p in Part] == ["1.2.4", "1.3.0", "2.0.0"]
    assert part_risen("1.2.3", "1.2.10") is Part.PATCH
    assert part_risen("1.9.9", "1.10.0") is Part.MINOR
    assert part_risen("1.2.3", "2.0.0") is Part.MAJOR
    assert part_risen("1.2.3", "1.2.3") is None
    assert part_risen("1.2.3", "1.2") is None
    assert part_risen("1.2.3", "01.3.0") is None


# --- Frozen for ever ---


def test_a_release_is_never_written_again(once: Path, root: Path):
    for version, expected in (
        ("2026.1", "versions.lock: error RL014: release 2026.1 exists"),
        ("2025.9", "release 2025.9 does not come after 2026.1"),
        ("next", '"next" is no version of a release'),
        ("2026.2", "the data are those of release 2026.1"),
    ):
        written, problems = make_release(settings(root), version, "2026-02-03")
        assert written == ()
        assert expected in render_text(problems)
    assert tree(root / "releases") == tree(once / "releases")


def test_a_release_has_a_day_that_its_author_gives(root: Path, monkeypatch: pytest.MonkeyPatch):
    change_data(root)
    set_version(root, "2.0.0")
    for day in ("", "2026-2-3", "today"):
        written, problems = make_release(settings(root), "2026.2", day)
        assert written == ()
        assert "is no day of a release" in render_text(problems)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782777600")
    assert day_of("") == "2026-06-30"
    assert day_of("2026-07-01") == "2026-07-01"


def test_a_release_with_problems_is_not_made(root: Path):
    change_data(root)
    written, problems = make_release(settings(root), "2026.2", "2026-02-03")
    assert written == ()
    assert {p.code for p in problems} == {"RL001", "RL004"}
    assert not (root / "releases/2026.2.json").exists()


def test_a_package_without_a_version_is_not_released(tmp_path: Path):
    root = write_site(tmp_path / "site")
    folder = root / "datapackages/loose"
    folder.mkdir()
    (folder / "notes.txt").write_text("Anything.\n", encoding="utf-8")
    descriptor = {
        "name": "loose",
        "title": "Loose",
        "version": "2026",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [{"name": "notes", "path": "notes.txt"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    written, problems = make_release(settings(root), "2026.1", "2026-02-03")
    assert written == ()
    assert 'loose/datapackage.json:1:1: error RL006: "2026" is no version that' in (
        render_text(problems)
    )
    descriptor["version"] = "1.0.0"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert make_release(settings(root), "2026.1", "2026-02-03")[1] == ()
    (folder / "notes.txt").write_text("Something.\n", encoding="utf-8")
    assert "patch version, because the row 'notes.txt' of 'notes' is corrected" in told(root)


def test_a_version_that_a_release_before_had_is_refused(twice: Path, tmp_path: Path):
    root = shutil.copytree(twice, tmp_path / "site")
    frozen, _ = read_frozen(root)
    held = {**frozen.lock.frozen, "releases/packages/nordic-population-3.0.0.zip": "0" * 64}
    (root / "releases/packages/nordic-population-3.0.0.zip").write_bytes(b"older")
    held["releases/packages/nordic-population-3.0.0.zip"] = hashlib.sha256(b"older").hexdigest()
    (root / "versions.lock").write_text(lock_text(replace(frozen.lock, frozen=held)))
    set_version(root, "3.0.0")
    written, problems = make_release(settings(root), "2026.3", "2026-07-01")
    assert written == ()
    assert "error RL013: version 3.0.0 of the package was released with other content" in (
        render_text(problems)
    )


@pytest.mark.parametrize(
    "path",
    ["releases/2026.1.json", "releases/2026.1.tar.xz", "releases/packages/reference-1.0.0.zip"],
)
def test_a_changed_byte_in_what_is_frozen_is_a_problem(root: Path, path: str):
    file = root / path
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    hint = "take the file from the main branch again: what was released is never changed."
    assert told(root) == f"{path}: error RL011: a frozen file has changed\n  help: {hint}"
    file.unlink()
    assert told(root) == f"{path}: error RL011: a frozen file is missing\n  help: {hint}"
    site = build_site(settings(root))
    assert site.files == ()


def test_a_file_that_no_release_knows_is_a_problem(root: Path):
    (root / "releases/2026.0.tar.xz").write_bytes(b"")
    assert "releases/2026.0.tar.xz: error RL011: the file is part of no release" in told(root)


def test_an_archive_is_proved_against_its_manifest_even_where_the_lock_agrees(root: Path):
    lock, _ = read_lock(root)
    path = "releases/2026.1.tar.xz"
    stream = io.BytesIO()
    with (
        tarfile.open(root / path) as old,
        tarfile.open(fileobj=stream, mode="w:xz") as new,
    ):
        for member in old:
            content = old.extractfile(member).read()
            if member.name == "index.json":
                content = content.replace(b"population", b"populatioN")
            new.addfile(member, io.BytesIO(content))
    (root / path).write_bytes(stream.getvalue())
    agreed = {**lock.frozen, path: hashlib.sha256(stream.getvalue()).hexdigest()}
    (root / "versions.lock").write_text(lock_text(replace(lock, frozen=agreed)))
    site = build_site(settings(root))
    assert site.files == ()
    assert (
        "releases/2026.1.json: error RL012: 'index.json' in the archives is not the file that "
        "the manifest names" in render_text(site.report.problems)
    )


def test_a_lock_that_cannot_be_read_is_a_problem(root: Path):
    path = root / "versions.lock"
    path.write_text(path.read_text() + "package trade\n", encoding="utf-8")
    line = len(path.read_text().splitlines())
    assert f'versions.lock:{line}:1: error RL010: "package trade" is no line of the lock' in (
        told(root)
    )


def test_the_lock_is_written_as_it_is_read(twice: Path):
    lock, problems = read_lock(twice)
    assert problems == ()
    assert lock_text(lock) == (twice / "versions.lock").read_text(encoding="utf-8")
    assert read_lock(twice / "releases") == (Lock(), ())


def test_releasing_gives_the_same_bytes_whenever_and_wherever(once: Path, tmp_path: Path):
    first_release(tmp_path / "elsewhere")
    again = tree(tmp_path / "elsewhere/releases")
    assert again == tree(once / "releases")
    assert (tmp_path / "elsewhere/versions.lock").read_bytes() == (
        once / "versions.lock"
    ).read_bytes()


def test_zenodo_is_told_what_it_needs(once: Path):
    told = json.loads((once / ".zenodo.json").read_bytes())
    assert (told["upload_type"], told["version"], told["publication_date"]) == (
        "dataset",
        "2026.1",
        "2026-01-02",
    )
    assert told["creators"] == [{"name": "Nordic population"}]
    assert told["license"] == "cc-by-4.0"
    assert any("World Development Indicators" in r for r in told["references"])
    assert "related_identifiers" not in told  # the starter has no address


def tree(folder: Path) -> dict[str, bytes]:
    files = (f for f in folder.rglob("*") if f.is_file())
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files}


def test_the_fixture_changes_what_it_says(twice: Path):
    assert "population,DNK,2016," not in (twice / OBSERVATIONS).read_text()
    assert (twice / PACKAGE / "data/revisions.csv").exists()
