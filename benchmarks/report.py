# Figures of builds in words. Every bar is told, kept or missed; what was not measured is told to be
# so, with the reason.
"""Results of a contest of builds: what they are, and a page on them."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cost import Cost

COLD: Final = "from nothing"
SAME: Final = "nothing changed"
ONE: Final = "one figure changed"
CASES: Final = (COLD, SAME, ONE)

OURS: Final = "Silkline"
STORIES: Final = "twelve notebooks"
ALONE: Final = "Silkline, without notebooks"
JUPYTER: Final = "mkdocs-jupyter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build."""

    group: str
    """What was built: "100 indicators"."""
    name: str
    """Who built it."""
    case: str
    cost: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a build from nothing wrote."""

    files: int
    mb: float


@dataclass(slots=True, kw_only=True)
class Results:
    """All that was found out."""

    date: str
    machine: str
    note: str
    versions: dict[str, str]
    told: dict[str, str]
    """What each does, and what it leaves out."""
    skipped: dict[str, str] = field(default_factory=dict)
    """Who was not measured at all or in a group, and why: "Hugo, 100 indicators"."""
    runs: list[Run] = field(default_factory=list)
    outputs: dict[str, Output] = field(default_factory=dict)
    """By group and name, with a comma between them."""

    @classmethod
    def kept(cls, path: Path) -> Results:
        """What a file has of an earlier contest."""
        told = json.loads(path.read_text("utf-8"))
        runs = [Run(**{**run, "cost": Cost(**run["cost"])}) for run in told.pop("runs")]
        outputs = {what: Output(**one) for what, one in told.pop("outputs").items()}
        return cls(**told, runs=runs, outputs=outputs)

    def forget(self, group: str, name: str) -> None:
        """Drop what was found for one who begins anew."""
        self.runs = [run for run in self.runs if (run.group, run.name) != (group, name)]
        self.skipped.pop(f"{name}, {group}", None)
        self.outputs.pop(f"{group}, {name}", None)

    def rounds(self) -> str:
        """How often each build was measured."""
        counted = Counter((run.group, run.name, run.case) for run in self.runs).values()
        least, most = min(counted, default=0), max(counted, default=0)
        return str(least) if least == most else f"{least} to {most}"

    def median(self, group: str, name: str, case: str, measure: str = "cpu_s") -> float | None:
        """The middle of what builds took; nothing where none was measured."""
        found = [
            getattr(run.cost, measure)
            for run in self.runs
            if (run.group, run.name, run.case) == (group, name, case)
        ]
        return float(statistics.median(found)) if found else None

    def groups(self) -> list[str]:
        """What was built, in the order in which it was."""
        return list(dict.fromkeys(run.group for run in self.runs))

    def names(self, group: str) -> list[str]:
        """Who built it."""
        return list(dict.fromkeys(run.name for run in self.runs if run.group == group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What shall hold, and what was found."""

    text: str
    found: float | None
    most: float

    def line(self) -> str:
        """A row of the table of bars."""
        if self.found is None:
            return f"| {self.text} | not measured | {self.most:.4g} | – |"
        verdict = "kept" if self.found <= self.most else "**missed**"
        return f"| {self.text} | {_number(self.found)} | {self.most:.4g} | {verdict} |"


def group_of(indicators: int) -> str:
    """The name of a site by its size."""
    return f"{indicators:,} indicators"


def bars(results: Results) -> Iterator[Bar]:
    """The bars that builds are held to, at the largest size where both sides were measured."""
    large, middle = group_of(1000), group_of(100)
    cpu = results.median
    for group in (g for g in results.groups() if g != STORIES):
        yield Bar(
            text=f"{group}, {COLD}: CPU against the plain chain",
            found=_ratio(cpu(group, OURS, COLD), cpu(group, "the plain chain", COLD)),
            most=0.25,
        )
        for case, most in ((SAME, 1.0), (ONE, 1.25)):
            yield Bar(
                text=f"{group}, {case}: CPU against Hugo",
                found=_ratio(cpu(group, OURS, case), cpu(group, "Hugo", case)),
                most=most,
            )
    yield Bar(
        text=f"CPU {COLD} of {large} against {middle}",
        found=_ratio(cpu(large, OURS, COLD), cpu(middle, OURS, COLD)),
        most=11,
    )
    yield Bar(
        text=f"{large}, {COLD}: peak MB of all processes",
        found=cpu(large, OURS, COLD, "tree_mb"),
        most=1500,
    )
    with_, alone = cpu(STORIES, OURS, COLD), cpu(STORIES, ALONE, COLD)
    theirs = cpu(STORIES, JUPYTER, COLD)
    added = None if with_ is None or alone is None else with_ - alone
    yield Bar(
        text=f"{STORIES}, {COLD}: CPU of the whole site against {JUPYTER}",
        found=_ratio(with_, theirs),
        most=1 / 3,
    )
    yield Bar(
        text=f"{STORIES}, {COLD}: CPU that they add to the site against {JUPYTER}",
        found=_ratio(added, theirs),
        most=1 / 3,
    )


def page(results: Results) -> str:
    """The results as a page."""
    lines = [
        f"# Builds, measured on {results.date}",
        "",
        " ".join(filter(None, (f"{results.machine}.", results.note))),
        "",
        "Every site has the same made-up figures: N indicators of 200 economies over 30 years,",
        "6,000 rows each, ten to a package. Figures are medians of",
        f"{results.rounds()} builds each, in turns. CPU is user and system time of all processes",
        "that a build starts. Peak MB is that of the largest process, then of all together (shared",
        "pages once, looked at twice a second). Pages of others are written in Markdown beforehand",
        "and cost them nothing. Files and MB are what a build from nothing publishes.",
        "",
    ]
    for group in results.groups():
        lines += [f"## {group[0].upper()}{group[1:]}", "", *_group(results, group), ""]
    lines += ["## Bars", "", "| what | found | at most | |", "|---|--:|--:|---|"]
    lines += [bar.line() for bar in bars(results)]
    lines += ["", "## Who builds what", ""]
    for name, told in results.told.items():
        lines.append(f"- **{name}** ({results.versions[name]}): {told}")
    if results.skipped:
        lines += ["", "## Not measured", ""]
        lines += [f"- {what}: {why}." for what, why in results.skipped.items()]
    return "\n".join(lines) + "\n"


def _group(results: Results, group: str) -> Iterator[str]:
    yield (
        "| | "
        + " | ".join(f"{case}: CPU s | wall s" for case in CASES)
        + (" | peak MB, largest process | all | files | MB |")
    )
    yield "|---" + "|--:" * 10 + "|"
    for name in results.names(group):
        cells = [
            _number(results.median(group, name, case, measure))
            for case in CASES
            for measure in ("cpu_s", "wall_s")
        ]
        cells += [
            _number(results.median(group, name, COLD, measure))
            for measure in ("process_mb", "tree_mb")
        ]
        written = results.outputs.get(f"{group}, {name}")
        cells += [f"{written.files:,}", f"{written.mb:,.0f}"] if written else ["–", "–"]
        yield f"| {name} | " + " | ".join(cells) + " |"


def _ratio(ours: float | None, theirs: float | None) -> float | None:
    return ours / theirs if ours is not None and theirs else None


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
