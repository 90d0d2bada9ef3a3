# Figures that people quote: each bar must be told as it was found, and what is absent as absent.
"""The page on a contest of builds, and what builds are told to cost."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from cost import CommandError, Cost, cost
from report import Output, Results, Run, bars, page


def _run(group: str, name: str, case: str, cpu_s: float, mb: float = 100) -> Run:
    took = Cost(wall_s=cpu_s / 2, cpu_s=cpu_s, process_mb=mb, tree_mb=2 * mb)
    return Run(group=group, name=name, case=case, cost=took)


@pytest.fixture
def results() -> Results:
    """Two sizes, one of them without Hugo."""
    runs = [
        *(_run("100 indicators", "Silkline", "from nothing", cpu) for cpu in (9, 10, 90)),
        _run("100 indicators", "the plain chain", "from nothing", 50),
        _run("1,000 indicators", "Silkline", "from nothing", 120, mb=800),
        _run("1,000 indicators", "Silkline", "nothing changed", 3),
        _run("1,000 indicators", "Hugo", "nothing changed", 2.5),
    ]
    return Results(
        date="2026-01-02",
        machine="A machine",
        note="Nothing else ran.",
        versions={"Silkline": "0.1.0"},
        told={"Silkline": "Builds."},
        skipped={"Hugo, 100 indicators": "there is no Hugo here"},
        runs=runs,
        outputs={"100 indicators, Silkline": Output(files=1234, mb=56.7)},
    )


def test_bars_tell_medians_and_what_is_missed(results: Results) -> None:
    told = {bar.text: bar.line().split(" | ")[1:] for bar in bars(results)}
    assert told == {
        "100 indicators, from nothing: CPU against the plain chain": ["0.20", "0.25", "kept |"],
        "100 indicators, nothing changed: CPU against Hugo": ["not measured", "1", "– |"],
        "100 indicators, one figure changed: CPU against Hugo": ["not measured", "1.25", "– |"],
        "1,000 indicators, from nothing: CPU against the plain chain": [
            *("not measured", "0.25", "– |"),
        ],
        "1,000 indicators, nothing changed: CPU against Hugo": ["1.20", "1", "**missed** |"],
        "1,000 indicators, one figure changed: CPU against Hugo": ["not measured", "1.25", "– |"],
        "CPU from nothing of 1,000 indicators against 100 indicators": [
            *("12.0", "11", "**missed** |"),
        ],
        "1,000 indicators, from nothing: peak MB of all processes": [
            *("1,600", "1500", "**missed** |"),
        ],
        "twelve notebooks, from nothing: CPU of the whole site against mkdocs-jupyter": [
            *("not measured", "0.3333", "– |"),
        ],
        "twelve notebooks, from nothing: CPU that they add to the site against mkdocs-jupyter": [
            *("not measured", "0.3333", "– |"),
        ],
    }


def test_the_page_has_a_row_for_each_builder(results: Results) -> None:
    lines = page(results).splitlines()
    assert "A machine. Nothing else ran." in lines
    row = "| Silkline | 10.0 | 5.00 | – | – | – | – | 100 | 200 | 1,234 | 57 |"
    assert row in lines
    assert "- Hugo, 100 indicators: there is no Hugo here." in lines
    assert "1 to 3 builds each, in turns. CPU is user and system time of all processes" in lines


def test_results_can_be_added_to(results: Results, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(asdict(results)), encoding="utf-8")
    kept = Results.kept(path)
    assert kept == results
    kept.forget("100 indicators", "Silkline")
    assert [run.name for run in kept.runs if run.group == "100 indicators"] == ["the plain chain"]
    assert kept.outputs == {}


GRANDCHILD = """
import subprocess, sys
work = "import time; end = time.process_time() + 0.3\\nwhile time.process_time() < end: pass"
subprocess.Popen([sys.executable, "-c", work])
"""


def test_the_cost_of_a_process_that_nobody_waits_for_is_counted(tmp_path: Path) -> None:
    took = cost(tmp_path, [(sys.executable, "-c", GRANDCHILD)], limit_s=60)
    assert took.cpu_s >= 0.3
    assert 0 < took.process_mb <= took.tree_mb


def test_what_fails_or_takes_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="failed: it broke"):
        cost(tmp_path, [(sys.executable, "-c", "import sys; sys.exit('it broke')")], limit_s=60)
    with pytest.raises(CommandError, match="sleep 60 was stopped after its time"):
        cost(tmp_path, [("sleep", "60")], limit_s=0.1)
