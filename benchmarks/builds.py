# Silkline and others build the same indicators, in turns on one machine: from nothing, with nothing
# changed, with one figure changed. Nothing here is part of the engine.
"""Measure builds; writes `results/DATE.md` and `.json`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import contestants
import stories
from contestants import Contestant
from cost import CommandError, cost
from machine import machine
from report import CASES, COLD, ONE, STORIES, Output, Results, Run, group_of, page
from workload import Size

RESULTS: Final = Path(__file__).resolve().parent / "results"
EVERYBODY: Final[dict[str, Callable[[], Contestant]]] = {
    "silkline": contestants.silkline,
    "plain": contestants.plain,
    "hugo": contestants.hugo,
    "zensical": contestants.zensical,
    "observable": contestants.observable,
}


def main() -> int:
    """Measure, write what is known after each build, and print it in the end."""
    options = _options()
    here = [EVERYBODY[name]() for name in options.only]
    kept = RESULTS / f"{options.date}{options.suffix}.json"
    results = (
        Results.kept(kept)
        if options.add
        else Results(date=options.date, machine=machine(), note=options.note, versions={}, told={})
    )
    for size in map(int, options.size.split()):
        _contest(results, here, group_of(size), Size(indicators=size), options)
    if options.stories:
        size_ = Size(indicators=stories.STORIES)
        _contest(results, stories.entered(), STORIES, size_, options)
    print(page(results))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="10 100 1000", help="indicators of each site")
    parser.add_argument("--rounds", type=int, default=3, help="times that each build is measured")
    parser.add_argument("--only", nargs="+", choices=EVERYBODY, default=list(EVERYBODY))
    parser.add_argument("--no-stories", dest="stories", action="store_false")
    parser.add_argument("--add", action="store_true", help="to what the result of the date has")
    parser.add_argument("--limit", type=float, default=3600, help="seconds that a build may take")
    parser.add_argument("--note", default="", help="a sentence for the result, such as on load")
    parser.add_argument("--suffix", default="", metavar="TEXT", help="end of the result's name")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    parser.add_argument("--date", default=today, help="name of the result (default: today)")
    return parser.parse_args()


def _contest(
    results: Results,
    entered: Iterable[Contestant],
    group: str,
    size: Size,
    options: argparse.Namespace,
) -> None:
    """All build the same, in turns; whoever fails is not asked again."""
    with tempfile.TemporaryDirectory(prefix="silkline-bench-") as name:
        waiting = {}
        for place, one in enumerate(entered):
            results.forget(group, one.name)
            results.versions[one.name], results.told[one.name] = one.version, one.told
            if one.reason or size.indicators > one.largest:
                why = one.reason or "it would take too long"
                results.skipped[f"{one.name}, {group}"] = why
                continue
            waiting[one.name] = (one, Path(name) / str(place))
            one.prepare(waiting[one.name][1], size)
        for turn in range(options.rounds):
            for one, folder in tuple(waiting.values()):
                try:
                    for run in _round(one, folder, group, turn, options.limit):
                        results.runs.append(run)
                        if run.case == COLD:
                            results.outputs[f"{group}, {one.name}"] = _output(folder / one.output)
                        _write(results, options.suffix)
                except CommandError as failed:
                    results.skipped[f"{one.name}, {group}"] = str(failed)
                    del waiting[one.name]


def _round(one: Contestant, folder: Path, group: str, turn: int, limit_s: float) -> Iterator[Run]:
    """The three builds of a contestant."""
    for case in CASES:
        if case == COLD:
            for name in one.forgets:
                shutil.rmtree(folder / name, ignore_errors=True)
        elif case == ONE:
            one.change(folder, turn)
        took = cost(folder, one.commands, limit_s)
        print(
            f"{group:<18}{one.name:<30}{case:<20}{took.cpu_s:9.2f} s CPU{took.wall_s:9.2f} s wall"
            f"{took.tree_mb:8.0f} MB",
            flush=True,
        )
        yield Run(group=group, name=one.name, case=case, cost=took)


def _output(folder: Path) -> Output:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Output(files=len(sizes), mb=sum(sizes) / 1e6)


def _write(results: Results, suffix: str) -> None:
    stem = f"{results.date}{suffix}"
    told = json.dumps(asdict(results), ensure_ascii=False, indent=1)
    (RESULTS / f"{stem}.json").write_text(told + "\n", "utf-8")
    (RESULTS / f"{stem}.md").write_text(page(results), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
