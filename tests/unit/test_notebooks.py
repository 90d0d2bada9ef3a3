# Stories run for real, each in a kernel of its own: what is published, what is refused, and where a
# contributor is sent to mend it.
"""Tests of the notebooks room."""

from __future__ import annotations

import asyncio
import json
import pickle
import re
import socket
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mkdocs_jupyter import convert
from mkdocs_jupyter.config import settings
from mkdocs_jupyter.plugin import _get_nb_toc_tokens

from running import at_work_in, grants_processes, nobody_left_in
from silkline import isolation
from silkline.notebooks import (
    NotebookJob,
    NotebookRun,
    install_template,
    nursery,
    page_made,
    run_notebook,
    strip_styles,
    with_prose,
)
from silkline.notebooks.code import code_html
from silkline.notebooks.outputs import TABLE, Reduction
from silkline.notebooks.prose import Prose, is_safe_link
from silkline.problems import Location, render_text

META: dict[str, Any] = {
    "title": "Tea & <trade>",
    "description": "What tea costs.",
    "authors": ["A. Author"],
    "date": "2026-01-31",
    "topics": [],
    "reads": ["sales"],
}
CHART = """\
import altair as alt, pandas as pd, silkline
rows = pd.DataFrame({"year": ["2019", "2020"] * 2, "name": ["Arda"] * 2 + ["Bree"] * 2,
                     "value": [1.5, 2.5, 3.5, 4.5]})
lines = alt.Chart(rows).mark_line().encode(x="year:N", y="value:Q", color="name:N")
silkline.chart(lines, title="Sales", unit="crowns", source="Tea Office",
               description="Two lines.")"""


def notebook(*cells: str) -> bytes:
    """A notebook as JupyterLab writes it; cells that begin with `md:` are text."""
    made = []
    for n, cell in enumerate(cells):
        is_text = cell.startswith("md:")
        source = cell.removeprefix("md:").splitlines(keepends=True)
        kind: dict[str, Any] = {"cell_type": "markdown"}
        if not is_text:
            kind = {"cell_type": "code", "outputs": [], "execution_count": None}
        made.append({**kind, "id": f"cell-{n}", "metadata": {}, "source": source})
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    whole = {
        "cells": made,
        "metadata": {"kernelspec": kernel, "silkline": META},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, indent=1).encode()


def job(*cells: str, **more: Any) -> NotebookJob:
    return NotebookJob(
        slug="tea", path="notebooks/tea.ipynb", content=notebook(*cells), data={}, **more
    )


def run(*cells: str, **more: Any) -> NotebookRun:
    return run_notebook(job(*cells, **more))


def html(done: NotebookRun) -> str:
    assert done.problems == ()
    return "\n".join(c["metadata"]["silkline"]["html"] for c in json.loads(done.notebook)["cells"])


def told(done: NotebookRun) -> list[tuple[str, str, str]]:
    return [(p.where.field, p.code, p.message) for p in done.problems]


# --- what is published ---


def test_prose_tables_charts_and_plain_values_are_published_and_escaped() -> None:
    done = run(
        "md:# Title\n\nText <b>bold</b>",
        "import silkline, pandas as pd\n1 + 1",
        'silkline.prose("**Ten** <i>of</i> them")',
        'frame = pd.DataFrame({"area": ["<Arda>"], "value": [1234.5]})\n'
        'silkline.table(frame, title="T", source="S")',
        CHART,
    )
    made = html(done)
    assert "<p>Text &lt;b&gt;bold&lt;/b&gt;</p>" in made
    assert '<pre class="out">2</pre>' in made
    assert "<p><strong>Ten</strong> &lt;i&gt;of&lt;/i&gt; them</p>" in made
    assert (
        '<div class="scroll"><table><caption>T</caption><thead><tr><th scope="col">area</th>'
        '<th scope="col" class="n">value</th></tr></thead><tbody><tr><th scope="row">&lt;Arda&gt;'
        '</th><td class="n">1\u202f234.5</td></tr></tbody></table></div><p class="src">S</p>'
    ) in made
    assert (
        '<figure class="sk-chart" data-points="../../charts/tea-1.points.json" '
        'data-embed="../../embed/stories/tea-1/">'
        '<p class="ct">Sales</p><p class="cs">crowns</p>'
        '<div class="wide"><svg viewBox="0 0 760 380"'
    ) in made
    assert [c.id for c in done.charts] == ["tea-1"]


def test_the_code_of_neighbouring_cells_is_folded_below_the_last_of_them() -> None:
    cells = json.loads(run("x = 1", "x + 1", "md:Text", "x").notebook)["cells"]
    folded = ["<details" in c["metadata"]["silkline"]["html"] for c in cells]
    assert folded == [False, True, False, True]


def test_code_has_no_more_markup_than_colours() -> None:
    source = 'import a\n\nprint(f"A {x:.1f}\\n" if x in [1, 2] else None)  # <why>'
    assert code_html(source, "Code & all") == (
        '<details class="code"><summary>Code &amp; all</summary><div class="highlight"><pre><code>'
        '<span class="k">import</span> a\n\n'
        'print(<span class="s">f"A {</span>x<span class="s">:.1f}\\n"</span> '
        '<span class="k">if</span> x <span class="k">in</span> '
        '[<span class="s">1</span>, <span class="s">2</span>] '
        '<span class="k">else</span> <span class="k">None</span>)  '
        '<span class="c"># &lt;why&gt;</span></code></pre></div></details>'
    )


def test_a_run_gives_the_same_bytes_again_and_crosses_processes() -> None:
    first, second = run(CHART), run_notebook(pickle.loads(pickle.dumps(job(CHART))))
    assert first.notebook == second.notebook
    assert first.charts == second.charts
    assert pickle.loads(pickle.dumps(first)) == first


def test_printed_text_is_left_out_with_a_note() -> None:
    done = run('print("hello")')
    assert told(done) == [
        ("cell 1", "NB028", "the cell prints to stdout; printed text is not published")
    ]
    assert done.notebook
    assert "hello" not in json.loads(done.notebook)["cells"][0]["metadata"]["silkline"]["shown"]


# --- what is refused ---


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("import pandas as pd; pd.DataFrame({'a': [1]})", "text/html"),
        ("from IPython.display import HTML; HTML('<script>x</script>')", "text/html"),
        ("from IPython.display import Javascript; Javascript('x')", "application/javascript"),
        ("from IPython.display import SVG; SVG('<svg/>')", "image/svg+xml"),
    ],
)
def test_other_outputs_are_refused(cell: str, shown: str) -> None:
    (problem,) = run(cell).problems
    assert problem.code == "NB024"
    assert problem.message == f"the cell shows '{shown}', which is not published"
    assert "silkline." in problem.hint


@pytest.mark.skipif(not nursery.can_copy(), reason="kernels are not copies here")
def test_a_signal_that_comes_when_a_kernel_has_ended_is_for_nobody() -> None:
    assert run("x = 1").problems == ()
    nursery._idle[-1].tell("9")
    assert run("x = 2").problems == ()
    assert run("x = 3").problems == ()


@pytest.mark.parametrize(
    "spec", ["", ', "spec": "{"', ', "spec": "[" * 100_000', ', "spec": {"mark": "bar"}']
)
def test_a_hostile_figure_of_the_engine_s_own_kind_is_checked_like_any_chart(spec: str) -> None:
    done = run(
        "from IPython.display import display\n"
        'display({"application/vnd.silkline.chart+json": {"title": "<script>"'
        + spec
        + "}}, raw=True)"
    )
    assert [p.code for p in done.problems] == ["CH007"]
    assert done.notebook == ""


def test_a_chart_that_is_not_good_enough_names_notebook_and_cell() -> None:
    (problem,) = run("md:Text", CHART.replace('source="Tea Office"', 'source=""')).problems
    assert (problem.code, problem.message) == ("CH001", "the chart has no source")
    assert problem.where.path == "notebooks/tea.ipynb"
    assert problem.where.field == "cell 2"


# --- failures ---


def test_a_failing_cell_is_named_with_its_physical_line() -> None:
    content = job("x = 1", "y = 2\n\nx / 0")
    (problem,) = run_notebook(content).problems
    assert problem.code == "NB020"
    assert problem.message == "cell 2 fails with ZeroDivisionError: division by zero"
    assert problem.excerpt == "x / 0"
    line = content.content.decode().split("\n")[problem.where.line - 1]
    assert line.strip() == '"x / 0"'


def test_an_undeclared_read_says_which_line_to_add() -> None:
    (problem,) = run('import silkline\nsilkline.read("exports")').problems
    assert problem.code == "NB023"
    assert problem.message == 'cell 1 reads "exports", which the notebook does not declare'
    assert problem.hint == 'add "exports" to `silkline.reads` in the notebook\'s metadata.'


def test_a_slip_in_a_name_is_told_from_an_undeclared_read() -> None:
    done = job('import silkline\nsilkline.read("exprots")')
    (problem,) = run_notebook(
        replace(done, data={"exports.csv": b"", "exports.json": b""})
    ).problems
    assert problem.hint == (
        "did you mean exports? If not, "
        'add "exprots" to `silkline.reads` in the notebook\'s metadata.'
    )


@pytest.mark.parametrize(
    ("cell", "message", "hint"),
    [
        (
            "x = (1,",
            "cell 1 fails with SyntaxError: incomplete input",
            "run the notebook from the top and mend the cell.",
        ),
        (
            "import nothing_of_the_sort",
            "cell 1 fails with ModuleNotFoundError: No module named 'nothing_of_the_sort'",
            (
                "use what the site is built with, such as pandas, and Altair for charts; "
                "or install it."
            ),
        ),
    ],
)
def test_a_mistake_is_told_without_the_names_that_a_kernel_gives_to_cells(
    cell: str, message: str, hint: str
) -> None:
    (problem,) = run(cell).problems
    assert (problem.code, problem.message, problem.hint) == ("NB020", message, hint)


def test_a_table_is_read_from_the_run_and_an_undeclared_one_says_which_line_to_add() -> None:
    told = {"package": "pacts", "table": "members", "title": "Pacts: Members"}
    data = {
        "pacts/members.csv": b"area,since\nNA,\n",
        "pacts/members.json": json.dumps({**told, "types": {"since": "integer"}}).encode(),
    }
    start = "import silkline\nsilkline.prose(str(silkline.read_table('pacts', "
    done = run_notebook(replace(job(start + "'members').values.tolist()))"), data=data))
    assert "[['NA', &lt;NA&gt;]]" in html(done)
    (problem,) = run_notebook(
        replace(job(start + "'dates').values.tolist()))"), data=data)
    ).problems
    assert problem.code == "NB023"
    assert problem.message == 'cell 1 reads "pacts/dates", which the notebook does not declare'


def test_a_story_says_which_tables_it_rests_on() -> None:
    content = json.loads(notebook("1 + 1"))
    content["metadata"]["silkline"] = {**META, "reads": ["pacts/members"]}
    data = {"pacts/members.csv": b"area\n", "pacts/members.json": b'{"title": "Pacts: Members"}'}
    done = run_notebook(replace(job(), content=json.dumps(content).encode(), data=data))
    foot = json.loads(done.notebook)["metadata"]["silkline"]["foot"]
    assert '<li><a href="../../packages/pacts/">Pacts: Members</a></li>' in foot


def test_a_notebook_that_does_not_end_is_stopped() -> None:
    start = time.monotonic()
    (problem,) = run("import time; time.sleep(600)", timeout_s=2).problems
    assert problem.code == "NB021"
    assert problem.message == "cell 1 was still running after 2 seconds for the notebook"
    assert time.monotonic() - start < 120


def test_a_dead_kernel_and_an_exit_are_told_apart() -> None:
    (dead,) = run("import os; os._exit(3)").problems
    assert (dead.code, dead.message) == ("NB022", "the kernel died in cell 1")
    (left,) = run("import sys; sys.exit(0)").problems
    assert (left.code, left.message) == ("NB027", "cell 1 ends the run with sys.exit")


def test_memory_is_limited() -> None:
    (problem,) = run("x = bytearray(10**12)").problems
    assert (problem.code, problem.message) == ("NB020", "cell 1 fails with MemoryError")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b'{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "The notebook is invalid and is missing an expected key: metadata",
        ),
        (
            b'{"cells": [], "metadata": {}, "nbformat": 4}',
            "'nbformat_minor' is a required property",
        ),
    ],
)
def test_json_that_is_no_notebook_is_told_in_the_words_of_the_format(
    content: bytes, reason: str
) -> None:
    done = run_notebook(
        NotebookJob(slug="tea", path="notebooks/tea.ipynb", content=content, data={})
    )
    assert render_text(done.problems) == (
        f"notebooks/tea.ipynb: error NB029: the file is not a valid notebook: {reason}\n"
        "  help: save it again with JupyterLab in format 4."
    )


COLUMN = {"title": "area", "number": False}


@pytest.mark.parametrize(
    "payload",
    [
        3,
        {},
        {"columns": [COLUMN], "rows": 3},
        {"columns": [COLUMN], "rows": [["Arda", "Bree"]]},
        {"columns": ["area"], "rows": [["Arda"]]},
    ],
)
def test_a_table_that_the_engine_did_not_make_is_refused(payload: object) -> None:
    assert shown_table(payload) == (
        "notebooks/tea.ipynb:3:5: error NB026: the table cannot be shown: "
        "`silkline.table` did not make it\n"
        "  help: make it with `silkline.table(frame)`."
    )


def test_a_table_that_nobody_would_read_is_refused() -> None:
    assert shown_table({"columns": [COLUMN] * 3, "rows": [["x"] * 3] * 2001}) == (
        "notebooks/tea.ipynb:3:5: error NB026: the table cannot be shown: "
        "2001 rows of 3 columns are too many; at most 6000 cells\n"
        "  help: show the part that readers need, such as `silkline.table(frame.head(20))`."
    )


def shown_table(payload: object) -> str:
    """What an author is told of a table."""
    reduction = Reduction(slug="tea", prose=Prose())
    outputs = [{"output_type": "display_data", "data": {TABLE: payload}}]
    where = Location(path="notebooks/tea.ipynb", line=3, column=5)
    assert reduction.html(outputs, where) == ""
    return render_text(tuple(reduction.problems))


@pytest.mark.parametrize("content", [b"{", b'{"cells": 1}', b"[]", b'{"a": 1, "a": 2}', b"\xff"])
def test_a_broken_file_is_a_problem_and_no_traceback(content: bytes) -> None:
    done = run_notebook(
        NotebookJob(slug="tea", path="notebooks/tea.ipynb", content=content, data={})
    )
    assert done.notebook == ""
    assert {p.where.path for p in done.problems} == {"notebooks/tea.ipynb"}
    assert {p.code[:2] for p in done.problems} == {"NB"}


# --- isolation ---


def test_nothing_of_the_caller_s_environment_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    made = html(run('import os\n[os.environ.get("GITHUB_TOKEN"), os.listdir(".")]'))
    assert '<pre class="out">[None, []]</pre>' in made


def test_a_story_cannot_reach_the_network() -> None:
    (problem,) = run(
        'import socket\nsocket.create_connection(("127.0.0.1", 9))', timeout_s=20
    ).problems
    assert problem.message == (
        "cell 1 fails with PermissionError: "
        "a notebook cannot reach the network; read with silkline.read"
    )


def test_what_a_story_starts_cannot_reach_the_network_either() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = server.getsockname()
        call = f"import socket; socket.create_connection({here})"
        made = html(
            run(
                "import socket, subprocess, sys\n"
                f'done = subprocess.run([sys.executable, "-c", {call!r}], capture_output=True)\n'
                "[done.stderr.decode().split()[-2:], socket.if_nameindex()]"
            )
        )
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    assert "[[&#x27;is&#x27;, &#x27;unreachable&#x27;], [(1, &#x27;lo&#x27;)]]" in made


def test_a_story_writes_no_file_without_end() -> None:
    (problem,) = run('open("big", "wb").truncate(3 * 1024**3)', timeout_s=20).problems
    assert problem.message == "cell 1 fails with OSError: [Errno 27] File too large"


def test_nothing_runs_where_isolation_is_asked_for_and_cannot_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(isolation, "_prefix", tuple)
    assert html(run("1 + 1"))
    monkeypatch.setenv("SILKLINE_ISOLATION", "required")
    assert render_text(run("1 + 1").problems) == (
        "notebooks/tea.ipynb:9:14: error NB032: the notebook is not run: "
        "this machine cannot keep programs from the network, and SILKLINE_ISOLATION asks it\n"
        "  help: run on Linux with util-linux and user namespaces allowed, "
        "or leave the variable away."
    )


@pytest.fixture(params=[0, -1], ids=["whole", "network only"])
def some_isolation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine grants, and what some containers do."""
    prefix = list(isolation._prefixes())[request.param]
    if not isolation._works(prefix):
        pytest.skip("this machine does not grant it")
    monkeypatch.setattr(isolation, "_prefix", lambda: prefix)


@pytest.mark.usefixtures("some_isolation")
def test_what_a_cell_leaves_running_dies_with_the_run(tmp_path: Path) -> None:
    cell = f'import subprocess\n_ = subprocess.Popen(["sleep", "600"], cwd={str(tmp_path)!r})'
    assert run(cell).problems == ()
    assert nobody_left_in(tmp_path)


needs_processes = pytest.mark.skipif(
    not grants_processes(), reason="this machine grants no processes of its own"
)


@needs_processes
def test_nor_does_what_left_its_group_outlive_the_run(tmp_path: Path) -> None:
    cell = (
        "import os, subprocess\n"
        f"os.chdir({str(tmp_path)!r})\n"
        'subprocess.Popen(["setsid", "--fork", "sleep", "600"]).wait()'
    )
    assert run(cell).problems == ()
    assert nobody_left_in(tmp_path)


copied = pytest.mark.skipif(not nursery.can_copy(), reason="kernels are not copied here")


def test_a_story_runs_where_temporary_files_have_a_long_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long" * 25)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    assert html(run("1 + 1"))
    assert list(long.iterdir()) == []


@copied
def test_a_story_finds_nothing_of_the_one_before_it() -> None:
    assert html(run("import pandas\npandas.left_behind = 1\n_ = open('left', 'w').write('x')"))
    made = html(run("import os, pandas\n[hasattr(pandas, 'left_behind'), os.listdir('.')]"))
    assert '<pre class="out">[False, []]</pre>' in made


@copied
def test_what_no_story_needs_is_not_loaded_for_it_and_is_there_for_one_that_asks() -> None:
    done = run(
        "import sys\n', '.join(m for m in ('debugpy', 'rfc3987_syntax') if m in sys.modules)",
        "import debugpy\nbool(debugpy.__version__)",
        "from jsonschema import Draft7Validator as kind\n"
        "addresses = kind({'format': 'iri'}, format_checker=kind.FORMAT_CHECKER)\n"
        "[addresses.is_valid(text) for text in ('https://shire.example/tea', 'no address')]",
    )
    shown = re.findall(r'<pre class="out">(.*?)</pre>', html(done))
    assert shown == ["&#x27;&#x27;", "True", "[True, False]"]


@copied
def test_what_most_stories_draw_is_drawn_once_before_any_of_them() -> None:
    done = run(
        "import gc, re, sys\n"
        "from altair.utils.core import parse_shorthand\n"
        "patterns = lambda: {text for _, text, _ in re._cache}\n"
        "known = patterns()\n"
        "_ = parse_shorthand('year:Q')\n"
        "[len(patterns() - known), 'psutil' in sys.modules, gc.isenabled()]"
    )
    assert '<pre class="out">[0, True, True]</pre>' in html(done)


def test_a_kernel_is_copied_from_one_thread_into_namespaces_of_its_own() -> None:
    """An allocator's own thread may stand beside it: it knows of copies."""
    kinds = ("user", "net", "ipc")
    shown = html(run(f"import os\n[os.stat(f'/proc/self/ns/{{kind}}').st_ino for kind in {kinds}]"))
    (idle,) = nursery._idle
    up = Path("/proc", str(idle.process.pid))
    threads = [each.joinpath("comm").read_text() for each in up.joinpath("task").iterdir()]
    assert len([name for name in threads if name != "jemalloc_bg_thd\n"]) == 1
    numbers = re.findall(r"\d+", shown.partition('<pre class="out">')[2])
    assert len(numbers) == len(kinds)
    for kind, number in zip(kinds, numbers, strict=True):
        others = {up.joinpath("ns", kind).stat().st_ino, Path("/proc/self/ns", kind).stat().st_ino}
        assert int(number) not in others


@copied
@pytest.mark.parametrize("file", ["mem", "environ"])
def test_a_story_cannot_look_into_what_it_is_a_copy_of(file: str) -> None:
    (problem,) = run(f'import os\nopen(f"/proc/{{os.getppid()}}/{file}", "rb").read(1)').problems
    assert "fails with PermissionError: [Errno 13] Permission denied" in problem.message


@copied
def test_a_story_that_ends_what_it_is_a_copy_of_spoils_only_itself() -> None:
    (problem,) = run(
        "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(60)", timeout_s=30
    ).problems
    assert problem.code == "NB022"
    assert html(run("1 + 1"))


@copied
def test_kernels_end_with_the_process_that_asked_for_them(tmp_path: Path) -> None:
    made, place = tmp_path / "job.pickle", tmp_path / "place"
    place.mkdir()
    cell = f"import os, time\nos.chdir({str(place)!r})\ntime.sleep(600)"
    made.write_bytes(pickle.dumps(job(cell)))
    program = (
        "import pickle, sys\n"
        "from silkline.notebooks import run_notebook\n"
        "run_notebook(pickle.load(open(sys.argv[1], 'rb')))"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(made)]) as asking:
        until = time.monotonic() + 60
        while not at_work_in(place):
            assert time.monotonic() < until, "the story did not begin"
            time.sleep(0.05)
        asking.kill()
    assert nobody_left_in(place)


@needs_processes
def test_a_story_sees_no_process_but_its_own() -> None:
    made = html(run('import os\nsum(p.isdecimal() for p in os.listdir("/proc")) <= 3'))
    assert '<pre class="out">True</pre>' in made


@needs_processes
def test_a_story_that_multiplies_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "PROCESSES", 320)  # to be quick
    monkeypatch.setattr(isolation, "_prefix", isolation._prefix.__wrapped__)
    (problem,) = run(
        "import subprocess\n"
        f'for _ in range(3000): subprocess.Popen(["sleep", "600"], cwd={str(tmp_path)!r})',
        timeout_s=60,
    ).problems
    assert problem.code == "NB020"
    assert problem.message == (
        "cell 1 fails with BlockingIOError: [Errno 11] Resource temporarily unavailable"
    )
    assert problem.hint == "start fewer: a notebook may have 1024 processes and threads at once."
    assert nobody_left_in(tmp_path)


def test_a_data_file_cannot_lie_outside_the_folder_of_the_run() -> None:
    bad = NotebookJob(slug="t", path="t.ipynb", content=notebook("1"), data={"../../x": b""})
    with pytest.raises(ValueError, match="would lie outside the folder of the run"):
        run_notebook(bad)


# --- prose ---


def test_new_prose_is_put_around_an_old_run() -> None:
    old = run("md:# Tea\n\nOld text", "1 + 1")
    new = with_prose(old, notebook("md:New <u>text</u>", "1 + 1", "md:## More"))
    cells = json.loads(new.notebook)["cells"]
    made = [c["metadata"]["silkline"]["html"] for c in cells]
    assert made[0] == "<p>New &lt;u&gt;text&lt;/u&gt;</p>"
    assert made[1].startswith('<pre class="out">2</pre>')
    assert made[1].count("<details") == 1
    assert made[2] == '<h2 id="more">More</h2>'


def test_the_words_around_a_story_are_in_the_language_of_the_site() -> None:
    stored = notebook("md:## Price", "1 + 1", "md:## Yield")
    made = with_prose(run("1 + 1"), stored, language="zh")
    story = json.loads(made.notebook)["metadata"]["silkline"]
    assert '<p class="crumb"><a href="../">故事</a></p>' in story["head"]
    assert '<h2 id="data-and-code">数据与代码</h2>' in story["foot"]
    assert '<a href="tea.ipynb" download>下载笔记本</a>' in story["foot"]
    assert "<summary>代码</summary>" in made.notebook.replace("\\", "")
    assert story["contents"] == (
        '<nav class="contents" aria-labelledby="contents-title">'
        '<h2 id="contents-title">本页内容</h2><ul><li><a href="#price">Price</a></li>'
        '<li><a href="#yield">Yield</a></li>'
        '<li><a href="#data-and-code">数据与代码</a></li></ul></nav>'
    )


def test_a_story_of_one_part_has_no_list_of_contents() -> None:
    made = with_prose(run("1 + 1"), notebook("md:## Price", "1 + 1"))
    assert json.loads(made.notebook)["metadata"]["silkline"]["contents"] == ""


def test_a_bad_link_in_prose_names_its_cell() -> None:
    (problem,) = run("md:[x](javascript:alert(1))", "1").problems
    assert problem.code == "NB025"
    assert problem.where.field == "cell 1"
    assert problem.message.startswith("the text has a picture or link that is not published: ")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<div onclick=x>\ny\n</div>", "<p>&lt;div onclick=x&gt;\ny\n&lt;/div&gt;</p>"),
        ("[x](javascript:alert)", "<p><a>x</a></p>"),
        ("[x](JaVa\tScript:alert)", None),
        ("[x](data:text/html,x)", "<p><a>x</a></p>"),
        ("![x](https://example.org/p.png)", "<p><em>x</em></p>"),
        ("[x](../claims/)", '<p><a href="../claims/">x</a></p>'),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
        ("# A\n# A", '<h1 id="a">A</h1>\n<h1 id="a_1">A</h1>'),
    ],
)
def test_markdown_is_made_safe(text: str, made: str | None) -> None:
    found = Prose().html(text)
    assert "<script" not in found
    assert 'href="java' not in found.lower()
    if made is not None:
        assert found == made


@pytest.mark.parametrize(
    "address", ["java\nscript:x", " javascript:x", "vbscript:x", "file:///x", "data:x", "http://["]
)
def test_unsafe_addresses(address: str) -> None:
    assert not is_safe_link(address)


# --- the page ---


def test_the_page_is_lean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "templates_dir", settings.templates_dir)
    file = tmp_path / "tea.ipynb"
    file.write_text(run("md:# Tea\n\n## Price", CHART).notebook, encoding="utf-8")
    install_template()
    page = strip_styles(convert.nb2html(str(file), allow_errors=False))
    assert page.startswith('<div class="sk sk-story prose">')
    assert "<h1>Tea &amp; &lt;trade&gt;</h1>" in page
    assert '<h2 id="price">Price</h2>' in page
    assert not any(word in page for word in ("<style", "<script", " style=", "jp-", "https://"))
    assert len(page) < 20_000


TEXT = """\
md:A *word*, a [link](https://shire.example/?a=1&b=2 "so 'called'"), `code <b>`.

| a | b |
|---|--:|
| 1 &lt; 2 | \u00a0 |

```
  two


   lines
```

---

1. one
2. two
"""
TABLE_SHOWN = """\
import pandas, silkline
frame = pandas.DataFrame({"a & b": ["<i>", None], "n": [1.5, 2]})
silkline.table(frame, title='"T"')"""
PAGES = {
    "a chart": ("md:# Tea\n\n## Price", CHART, "1 + 1"),
    "headings": ("md:## One\n\ntext", "md:## Two & <b>\n\n# Three", "md:### Four\n\n## Five"),
    "text": (TEXT, "# & <tag>\n\n\n'<a href=\"x\">'", TABLE_SHOWN),
    "nothing": ("md:",),
}
TITLES = ["Tea & <trade>", 'It\'s "tea"', "*Tea* & __milk_, a_b", "\u8336 2024", "1. Tea", "# Tea"]


@pytest.mark.parametrize("cells", PAGES.values(), ids=PAGES)
def test_a_page_is_as_mkdocs_jupyter_would_make_it(
    cells: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "templates_dir", settings.templates_dir)
    install_template()
    file = tmp_path / "tea.ipynb"
    ran = json.loads(run(*cells).notebook)
    for title in TITLES:
        ran["metadata"]["silkline"]["title"] = title
        stored = json.dumps(ran)
        file.write_text(stored, encoding="utf-8")
        expected = strip_styles(convert.nb2html(str(file), allow_errors=False))
        assert page_made(stored.encode()) == (expected, _get_nb_toc_tokens(str(file), 6)[1])


@pytest.mark.parametrize("title", ["", " ", "`tea`", "[tea]", "Tea\n# Milk"])
def test_a_page_whose_title_the_text_may_change_is_left_to_mkdocs_jupyter(title: str) -> None:
    ran = json.loads(run("md:text").notebook)
    ran["metadata"]["silkline"]["title"] = title
    assert page_made(json.dumps(ran).encode()) is None


def test_codes_of_notebooks_are_explained() -> None:
    file = Path(__file__).parents[2] / "src/silkline/codes/nb.toml"
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    assert {f"NB{n:03d}" for n in range(20, 30)} <= set(entries)


def test_a_caller_with_an_event_loop_of_its_own_can_run_a_story() -> None:
    async def caller() -> NotebookRun:
        return run("import silkline\nsilkline.prose('as ever')")

    # In a thread: the browser tests keep a loop of their own running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        done = thread.submit(lambda: asyncio.run(caller())).result()
    assert "as ever" in html(done)
    assert done.problems == ()
