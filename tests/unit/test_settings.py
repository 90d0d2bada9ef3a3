# A misspelt code in the settings would leave a hole in a page, and nobody would be told.
"""House rules between the settings of a site and its data."""

from __future__ import annotations

import shutil
from pathlib import Path

from silkline.checks import check_settings
from silkline.config import load_config
from silkline.load import load_catalog
from silkline.problems import render_text
from silkline.series import assemble
from silkline.tabular import read_table

STARTER = Path(__file__).parents[2] / "src/silkline/starter"


def told(root: Path) -> str:
    config, _ = load_config(root / "mkdocs.yml")
    assert config is not None
    catalog, _ = load_catalog(config)
    tables = {
        (p.name, r.name): read_table(p, r, root) for p in catalog.packages for r in p.resources
    }
    return render_text(check_settings(config, assemble(catalog.packages, tables)))


def test_the_starter_names_what_exists() -> None:
    assert told(STARTER) == ""


def test_areas_and_indicators_that_do_not_exist_are_told_with_their_lines(tmp_path: Path) -> None:
    root = Path(shutil.copytree(STARTER, tmp_path / "site"))
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("focus: [SWE]", "focus: [SW]").replace("ISL, NOR", "ICE, NOR")
    text = text.replace("{indicator: population, area: SWE}", "{indicator: populations, area: XX}")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert told(root) == (
        'mkdocs.yml:18:15: error CF011: "focus" names the area "SW", which does not exist\n'
        "    18 |       focus: [SW]\n"
        "       |               ^\n"
        "  help: did you mean SWE?\n"
        'mkdocs.yml:19:25: error CF011: "peers" names the area "ICE", which does not exist\n'
        "    19 |       peers: [DNK, FIN, ICE, NOR]\n"
        "       |                         ^\n"
        'mkdocs.yml:21:42: error CF011: "headlines" names the area "XX", which does not exist\n'
        "    21 |         - {indicator: populations, area: XX}\n"
        "       |                                          ^\n"
        'mkdocs.yml:21:23: error CF012: "headlines" names the indicator "populations", '
        "which does not exist\n"
        "    21 |         - {indicator: populations, area: XX}\n"
        "       |                       ^\n"
        "  help: did you mean population?"
    )
