# What Silkline says of every file of the collections. Run by itself it writes the tables of
# verdicts that the tests compare with.
"""Verdicts on the files of the collections."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from silkline.load import load_package
from silkline.model import Package
from silkline.problems import Problems
from silkline.tabular import read_table
from silkline.validate import validate_package

HERE: Final = Path(__file__).resolve().parent
FILES: Final = HERE / "files"
TABLES: Final = HERE / "tables.csv"
DESCRIPTORS: Final = HERE / "descriptors.csv"
HEADER: Final = ("file", "verdict", "first_message")
JSON_SUITE: Final = "json-test-suite"
NO_TABLES: Final = frozenset({JSON_SUITE, "blns"})


def table_files() -> list[Path]:
    """Files that are tried as tables."""
    return [
        path
        for path in sorted(FILES.rglob("*"))
        if path.is_file()
        and path.name != "LICENSE"
        and path.suffix != ".json"
        and path.relative_to(FILES).parts[0] not in NO_TABLES
    ]


def descriptor_files() -> list[Path]:
    """Files that are tried as descriptors."""
    return sorted((FILES / JSON_SUITE).glob("*.json"))


def write_table_package(folder: Path, file: Path) -> None:
    """A package around a file, with the columns that its first line names."""
    (folder / "data").mkdir(parents=True)
    shutil.copyfile(file, folder / "data/t.csv")
    fields = [{"name": name, "type": "string"} for name in first_row(file)]
    resource: dict[str, Any] = {"name": "t", "path": "data/t.csv", "type": "table"}
    descriptor = {
        "$schema": "https://example.org/schemas/datapackage-2.0.json",
        "name": folder.name,
        "resources": [resource | {"schema": {"fields": fields}}],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def first_row(file: Path) -> list[str]:
    """The cells of the first line as a careless reader takes them; "a" where it is no text."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return next(csv.reader(io.StringIO(text, newline="")), None) or ["a"]
    except (UnicodeDecodeError, csv.Error):
        return ["a"]


def load(folder: Path) -> tuple[Package | None, Problems]:
    """The package of a folder and everything that is wrong with it and its tables."""
    package, problems = load_package(folder, folder.parent)
    if package is None:
        return None, problems
    _, found = validate_package(package, folder.parent, {})
    return package, (*problems, *found)


def table_verdict(file: Path, root: Path) -> tuple[str, str]:
    """What is said of a table."""
    folder = root / "tried"
    shutil.rmtree(folder, ignore_errors=True)
    write_table_package(folder, file)
    package, problems = load(folder)
    if package is not None and not problems:
        rows = len(read_table(package, package.resources[0], root).rows)
        return f"valid, {rows} rows", ""
    return told(problems)


def descriptor_verdict(file: Path, root: Path) -> tuple[str, str]:
    """What is said of a descriptor."""
    folder = root / "tried"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(file, folder / "datapackage.json")
    return told(load_package(folder, root)[1])


def told(problems: Problems) -> tuple[str, str]:
    """The codes, and the first message with its place in the file."""
    first = min(problems)
    place = f"{first.where.line}:{first.where.column}" if first.where.column else first.where.line
    return " ".join(sorted({p.code for p in problems})), f"{place}: {first.message}"


def verdicts(kind: Path) -> Iterator[tuple[str, str, str]]:
    """A row for each file of a kind."""
    files, verdict = (
        (table_files(), table_verdict)
        if kind == TABLES
        else (descriptor_files(), descriptor_verdict)
    )
    with tempfile.TemporaryDirectory() as temporary:
        for file in files:
            name = file.relative_to(FILES).as_posix()
            yield name, *verdict(file, Path(temporary).resolve())


def main() -> None:
    """Write both tables of verdicts."""
    for kind in (TABLES, DESCRIPTORS):
        with kind.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(verdicts(kind))


if __name__ == "__main__":
    main()
