"""A package's script makes its tables anew, alone with its raw files, or tells why not."""

from __future__ import annotations

import hashlib
import socket
import textwrap
from pathlib import Path

import pytest

from running import grants_processes, nobody_left_in
from silkline import isolation
from silkline.prepare import check_raw, prepare_package
from silkline.problems import Problem, render_text

RAW = b"code,value\nAAA,1.50\n"
COPYING = """
    from pathlib import Path
    Path("data/observations.csv").write_bytes(Path("raw/found.csv").read_bytes())
"""


def package(root: Path, script: str = COPYING, *, committed: bytes = RAW) -> Path:
    """A package with one raw file, one source and one table."""
    folder = root / "datapackages" / "trade"
    for name in ("raw", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "raw/found.csv").write_bytes(RAW)
    (folder / "data/observations.csv").write_bytes(committed)
    (folder / "prepare.py").write_text(textwrap.dedent(script).lstrip(), encoding="utf-8")
    record_source(folder, hashlib.sha256(RAW).hexdigest())
    return folder


def record_source(folder: Path, sha256: str, file: str = "raw/found.csv") -> None:
    """Write the table of sources with one source."""
    text = f'source,title,file,sha256\nun,"Title\nof two lines",,\nfound,Title,{file},{sha256}\n'
    (folder / "data/sources.csv").write_text(text, encoding="utf-8")


def only(problems: tuple[Problem, ...]) -> Problem:
    """The one problem there is."""
    (problem,) = problems
    return problem


def test_tables_as_committed_give_no_problem(tmp_path: Path):
    report = prepare_package(package(tmp_path))

    assert (report.package, report.made) == ("trade", ("data/observations.csv",))
    assert (report.changed, report.problems, report.written) == ((), (), False)


def test_a_table_that_differs_is_reported_with_its_first_differing_line(tmp_path: Path):
    folder = package(tmp_path, committed=b"code,value\nAAA,1.5\n")

    report = prepare_package(folder)

    assert report.changed == ("data/observations.csv",)
    assert render_text(report.problems) == textwrap.dedent("""\
        datapackages/trade/data/observations.csv:2: error DP041: line 2 is "AAA,1.5"; prepare.py makes it "AAA,1.50"
             2 | AAA,1.5
          help: run `silkline prepare trade` and commit what it makes; do not edit it by hand.""")  # noqa: E501
    assert (folder / "data/observations.csv").read_bytes() == b"code,value\nAAA,1.5\n"


def test_a_row_too_many_is_reported_where_it_stands(tmp_path: Path):
    problem = only(prepare_package(package(tmp_path, committed=RAW + b"BBB,2\n")).problems)

    assert problem.message == 'line 3 is "BBB,2"; prepare.py makes it empty'


def test_a_difference_that_cannot_be_seen_is_shown_escaped(tmp_path: Path):
    problem = only(
        prepare_package(package(tmp_path, committed=b"code,value\r\nAAA,1.50\r\n")).problems
    )

    assert problem.message == "line 1 is 'code,value\\r'; prepare.py makes it \"code,value\""


def test_a_table_that_was_never_committed_is_reported(tmp_path: Path):
    folder = package(tmp_path)
    (folder / "data/observations.csv").unlink()

    problem = only(prepare_package(folder).problems)

    assert (
        problem.message == "prepare.py makes 'data/observations.csv', which is not in the package"
    )


def test_writing_replaces_what_differs_and_leaves_hand_written_tables(tmp_path: Path):
    folder = package(tmp_path, committed=b"old\n")
    before = (folder / "data/sources.csv").read_bytes()

    report = prepare_package(folder, write=True)

    assert (report.changed, report.written, report.problems) == (
        ("data/observations.csv",),
        True,
        (),
    )
    assert (folder / "data/observations.csv").read_bytes() == RAW
    assert (folder / "data/sources.csv").read_bytes() == before
    assert sorted(p.name for p in (folder / "data").iterdir()) == [
        "observations.csv",
        "sources.csv",
    ]


def test_a_script_that_stops_is_reported_with_its_last_words(tmp_path: Path):
    folder = package(tmp_path, "raise SystemExit('raw/found.csv, record 2: unknown area AAA')")

    assert render_text(prepare_package(folder).problems) == textwrap.dedent("""\
        datapackages/trade/prepare.py: error DP040: prepare.py ended with exit code 1: raw/found.csv, record 2: unknown area AAA
          help: mend the script or the raw file it names, then run it again.""")  # noqa: E501


def test_a_script_that_breaks_is_reported_at_its_line(tmp_path: Path):
    folder = package(tmp_path, "import json\n\njson.loads('{')\n")

    problem = only(prepare_package(folder).problems)

    assert (problem.code, problem.where.line, problem.excerpt) == ("DP040", 3, "json.loads('{')")
    assert problem.message.startswith(
        "prepare.py ended with exit code 1: json.decoder.JSONDecodeError: Expecting property name"
    )


def test_a_script_that_takes_too_long_is_stopped(tmp_path: Path):
    folder = package(tmp_path, "import time\ntime.sleep(60)\n")

    problem = only(prepare_package(folder, timeout_s=0.3).problems)

    assert problem.message == "prepare.py was stopped after 0.3 seconds"


def test_a_script_that_writes_nothing_is_reported(tmp_path: Path):
    problem = only(prepare_package(package(tmp_path, "pass\n")).problems)

    assert problem.message == "prepare.py wrote no table to data/"


def test_a_package_without_a_script_is_reported(tmp_path: Path):
    folder = package(tmp_path)
    (folder / "prepare.py").unlink()

    problem = only(prepare_package(folder).problems)

    assert (problem.code, problem.message) == ("DP040", "there is no prepare.py here")


def test_a_package_that_does_not_exist_is_named(tmp_path: Path):
    assert render_text(prepare_package(tmp_path / "datapackages/tee").problems) == (
        "datapackages/tee/prepare.py: error DP040: there is no package 'tee'\n"
        "  help: give the name of a package with a prepare.py; packages typed by hand need none."
    )


def test_a_script_sees_neither_the_callers_variables_nor_the_committed_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SECRET_TOKEN", "1")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    script = """
        import os
        from pathlib import Path
        names = sorted(os.environ.keys() - {"PATH", "LC_CTYPE"})
        tables = sorted(p.name for p in Path("data").iterdir())
        Path("data/seen.csv").write_text(f"{names}\\n{tables}\\n{Path.cwd().name}\\n")
    """
    folder = package(tmp_path, script)

    prepare_package(folder, write=True)

    assert (folder / "data/seen.csv").read_text(encoding="utf-8") == (
        "['HOME', 'LANG', 'PYTHONHASHSEED', 'SILKLINE_REFERENCE', 'TMPDIR', 'TZ']\n[]\ntrade\n"
    )


PROBE = """
    import socket
    socket.create_connection(("127.0.0.1", {port}), timeout=5)
"""


def test_a_script_cannot_reach_the_network(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        folder = package(tmp_path, PROBE.format(port=server.getsockname()[1]))
        problem = only(prepare_package(folder).problems)
    assert problem.message == (
        "prepare.py ended with exit code 1: OSError: [Errno 101] Network is unreachable"
    )


@pytest.mark.skipif(not grants_processes(), reason="this machine grants no processes of its own")
def test_a_script_neither_multiplies_without_end_nor_leaves_anything_running(tmp_path: Path):
    script = """
        import os, time
        os.setsid()
        os.chdir({place!r})
        for _ in range(3000):
            if os.fork() == 0:
                time.sleep(600)
                os._exit(0)
    """
    place = tmp_path / "place"
    place.mkdir()
    machine = Path("/proc/sys/kernel/pid_max").read_bytes()
    problem = only(prepare_package(package(tmp_path, script.format(place=str(place)))).problems)
    assert problem.message == (
        "prepare.py ended with exit code 1: "
        "BlockingIOError: [Errno 11] Resource temporarily unavailable"
    )
    assert nobody_left_in(place)
    assert Path("/proc/sys/kernel/pid_max").read_bytes() == machine


def test_no_script_runs_where_isolation_is_asked_for_and_cannot_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(isolation, "_prefix", tuple)
    folder = package(tmp_path)
    assert prepare_package(folder).problems == ()
    monkeypatch.setenv("SILKLINE_ISOLATION", "required")
    assert only(prepare_package(folder).problems).message == (
        "prepare.py is not run: this machine cannot keep programs from the network, "
        "and SILKLINE_ISOLATION asks it"
    )


def test_a_script_cannot_change_the_package_it_was_copied_from(tmp_path: Path):
    script = COPYING + '    Path("raw/found.csv").write_text("other")\n'
    folder = package(tmp_path, script)

    assert prepare_package(folder, write=True).problems == ()
    assert (folder / "raw/found.csv").read_bytes() == RAW


def test_a_script_finds_the_code_lists_of_the_site(tmp_path: Path):
    script = """
        import os
        from pathlib import Path
        areas = Path(os.environ["SILKLINE_REFERENCE"], "data/areas.csv")
        Path("data/observations.csv").write_bytes(areas.read_bytes())
    """
    folder = package(tmp_path, script)
    (tmp_path / "datapackages/reference/data").mkdir(parents=True)
    (tmp_path / "datapackages/reference/data/areas.csv").write_bytes(RAW)

    assert prepare_package(folder).problems == ()


def test_a_symbolic_link_is_not_followed(tmp_path: Path):
    (tmp_path / "secret.txt").write_bytes(RAW)
    folder = package(tmp_path, COPYING.replace("raw/found.csv", "secret.txt"))
    (folder / "secret.txt").symlink_to(tmp_path / "secret.txt")

    problem = only(prepare_package(folder).problems)

    assert problem.message.endswith("No such file or directory: 'secret.txt'")


def test_a_raw_file_that_is_not_the_recorded_one_stops_the_work(tmp_path: Path):
    folder = package(tmp_path)
    record_source(folder, "0" * 64)

    report = prepare_package(folder, write=True)

    assert report.made == ()
    assert render_text(report.problems) == textwrap.dedent(f"""\
        datapackages/trade/data/sources.csv:4: error DP042: raw file 'raw/found.csv' has SHA-256 {hashlib.sha256(RAW).hexdigest()}, not "{"0" * 64}"
             4 | found,Title,raw/found.csv,{"0" * 64}
          help: restore the file, or, if it is a new vintage, record it as a source of its own.""")  # noqa: E501


@pytest.mark.parametrize("file", ["../secret", "raw/../../secret", "/etc/passwd", "data/x.csv"])
def test_a_source_names_nothing_outside_its_raw_files(tmp_path: Path, file: str):
    folder = package(tmp_path)
    record_source(folder, "0" * 64, file)

    first = check_raw(folder, tmp_path)[0]

    assert (first.code, first.message) == (
        "DP042",
        f"raw file '{file}' is not a plain path in raw/",
    )


def test_a_raw_file_that_is_gone_is_reported(tmp_path: Path):
    folder = package(tmp_path)
    (folder / "raw/found.csv").unlink()

    assert only(check_raw(folder, tmp_path)).message == "raw file 'raw/found.csv' is not there"


def test_sources_that_are_not_text_are_reported(tmp_path: Path):
    folder = package(tmp_path)
    (folder / "data/sources.csv").write_bytes(b"source,file,sha256\n\xff,,\n")

    problem = only(check_raw(folder, tmp_path))

    assert (problem.code, problem.where.path) == ("DP042", "datapackages/trade")
    assert problem.message.startswith("the recorded checksums cannot be read: 'utf-8' codec")


def test_a_raw_file_without_a_checksum_is_reported(tmp_path: Path):
    folder = package(tmp_path)
    (folder / "raw/more.csv").write_bytes(b"more")
    (folder / "raw/SOURCE.md").write_bytes(b"about")

    assert (
        render_text(check_raw(folder, tmp_path))
        == textwrap.dedent("""\
        datapackages/trade/raw/more.csv: error DP043: raw file 'raw/more.csv' has no recorded SHA-256
          help: name it in data/sources.csv with its sha256, or run sha256sum in raw/ and add the line to raw/SHA256SUMS.""")  # noqa: E501
    )


def test_a_list_of_checksums_stands_for_raw_files_that_are_no_source(tmp_path: Path):
    folder = package(tmp_path)
    (folder / "raw/more.csv").write_bytes(b"more")
    sha256 = hashlib.sha256(b"more").hexdigest()
    (folder / "raw/SHA256SUMS").write_text(f"{sha256}  more.csv\n", encoding="utf-8")

    assert check_raw(folder, tmp_path) == ()

    (folder / "raw/more.csv").write_bytes(b"other")
    problem = only(check_raw(folder, tmp_path))
    assert (problem.code, problem.where.path, problem.where.line) == (
        "DP042",
        "datapackages/trade/raw/SHA256SUMS",
        1,
    )
