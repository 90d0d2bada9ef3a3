# Arguments in, a report and an exit code out: the only room that prints. Heavy rooms are imported
# by the command that needs them, so that `silkline explain` answers at once.
"""The command `silkline`."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from silkline import __version__
from silkline.problems import (
    Problem,
    Problems,
    SilklineError,
    has_errors,
    render_github,
    render_json,
    render_text,
    summary,
)

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.model import BuildReport

FINE: Final = 0
WRONG: Final = 1
"""The content has problems."""
USAGE: Final = 2
"""The command was not understood."""
STOPPED: Final = 130
"""Ctrl-C, as shells count it."""


def _render_sarif(problems: Sequence[Problem]) -> str:
    from silkline.sarif import render_sarif

    return render_sarif(problems, __version__)


_RENDERERS: Final[dict[str, Callable[[Sequence[Problem]], str]]] = {
    "text": render_text,
    "github": render_github,
    "json": render_json,
    "sarif": _render_sarif,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: Those after the program's name; the process's own if not given.

    Returns:
        The exit code: 0 fine, 1 problems in the content, 2 wrong usage.
    """
    try:
        options = make_parser().parse_args(arguments)
    except SystemExit as stopped:  # argparse has printed its message, or the help asked for
        return int(stopped.code or 0)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        print("stopped; the published folder is as it was", file=sys.stderr)
        return STOPPED
    return code


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options; the command reference is made from it."""
    parser = argparse.ArgumentParser(
        prog="silkline",
        description="Data packages and notebooks to a fast, searchable, citable static data site.",
        epilog="Exit codes: 0 fine, 1 problems in the content, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"silkline {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (text, run, options) in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=_sentence(text))
        command.set_defaults(run=run)
        for add in options:
            add(command)
    return parser


# --- options ---


def _site(parser: argparse.ArgumentParser) -> None:
    text = "the site's configuration (default: mkdocs.yml)"
    parser.add_argument(
        "-f", "--config", type=Path, default="mkdocs.yml", metavar="FILE", help=text
    )


def _format(parser: argparse.ArgumentParser) -> None:
    default = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    text = "how problems are written (default: text; github on GitHub's runners)"
    parser.add_argument("--format", choices=sorted(_RENDERERS), default=default, help=text)


def _workers(parser: argparse.ArgumentParser) -> None:
    text = "processes at work; 0 works in this one (default: as configured)"
    parser.add_argument("--workers", type=_count, metavar="N", help=text)


def _site_dir(parser: argparse.ArgumentParser) -> None:
    text = "folder to publish into (default: as configured, site)"
    parser.add_argument("--site-dir", type=Path, metavar="DIR", help=text)


def _address(parser: argparse.ArgumentParser) -> None:
    text = "address and port to serve at (default: 127.0.0.1:8000)"
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help=text)


def _package(parser: argparse.ArgumentParser) -> None:
    text = "names of packages (default: all that have a prepare.py)"
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=text)


def _check_only(parser: argparse.ArgumentParser) -> None:
    text = "only compare: change no file, and fail where the tables differ"
    parser.add_argument("--check", action="store_true", help=text)


def _new_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["site"], help="what to begin")
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder that is not there yet"
    )


def _code(parser: argparse.ArgumentParser) -> None:
    text = "a problem's code, such as TB004 (default: list all)"
    parser.add_argument("code", nargs="?", metavar="CODE", help=text)


def _fix(parser: argparse.ArgumentParser) -> None:
    text = "first mend what can be mended without guessing (line ends, spaces, order), and show it"
    parser.add_argument("--fix", action="store_true", help=text)


def _revision(parser: argparse.ArgumentParser) -> None:
    text = "a branch, tag or commit to compare with, such as main"
    parser.add_argument("revision", metavar="REV", help=text)
    text = "how the report is written (default: text)"
    parser.add_argument(
        "--as", dest="form", choices=["html", "markdown", "text"], default="text", help=text
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes, such as 0 or 4")
    return int(text)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


# --- commands ---


def _build(options: argparse.Namespace) -> int:
    from silkline.plugin import build_with_mkdocs

    report = build_with_mkdocs(
        options.config.resolve(),
        site_dir=options.site_dir,
        workers=options.workers,
        note=_tell_stage,
    )
    if not has_errors(report.problems):
        _tell(f"{report.pages} pages, {report.files} files; {_work(report)}")
    return _finish(report.problems, options.format)


def _check(options: argparse.Namespace) -> int:
    from silkline.build import check_site

    config, problems = _configured(options)
    if config is None:
        return _finish(problems, options.format)
    if options.fix:
        _mend(config)
    return _finish(check_site(config, problems, _tell_stage).problems, options.format)


def _mend(config: Config) -> None:
    from silkline.mending import difference, find_mends, write_mend

    for mend in find_mends(config):
        write_mend(mend)
        _tell(difference(mend))


def _diff(options: argparse.Namespace) -> int:
    from silkline import comparing
    from silkline.build import read_content

    config, problems = _configured(options)
    if config is None:
        return _finish(problems, "text")
    render = {
        "html": comparing.render_html,
        "markdown": comparing.render_markdown,
        "text": comparing.render_text,
    }[options.form]
    try:
        with comparing.content_at(options.revision, config) as there:
            here = read_content(config)
            before, after = there.dataset, here.dataset
            print(render(comparing.compare(before, after, here.catalog.notebooks), before, after))
    except SilklineError as stopped:
        return _finish(stopped.problems, "text")
    if has_errors(here.problems):
        _tell("some packages have problems and are left out; `silkline check` tells them")
        return WRONG
    return FINE


def _serve(options: argparse.Namespace) -> int:
    from silkline.plugin import serve_with_mkdocs

    config, problems = _configured(options)
    if config is None:
        return _finish(problems, "text")
    serve_with_mkdocs(options.config.resolve(), options.address)
    return FINE


def _plan(options: argparse.Namespace) -> int:
    from silkline.build import plan_site

    config, problems = _configured(options)
    if config is None:
        return _finish(problems, options.format)
    reasons, found = plan_site(config)
    for reason in reasons:
        if reason.why:
            print(f"{reason.task}: {reason.why}")
    running = sum(bool(reason.why) for reason in reasons)
    print(f"{running} of {len(reasons)} tasks will run")
    return _finish((*problems, *found), options.format)


def _prepare(options: argparse.Namespace) -> int:
    from silkline.prepare import prepare_package

    config, problems = _configured(options)
    if config is None:
        return _finish(problems, options.format)
    found = list(problems)
    for folder in _prepared_folders(config, options.packages):
        report = prepare_package(folder, root=config.root, write=not options.check)
        found += report.problems
        if report.changed or not report.problems:
            _tell(f"{folder.name}: {', '.join(report.changed) or 'as committed'}")
    return _finish(tuple(found), options.format)


def _new(options: argparse.Namespace) -> int:
    from silkline.scaffold import new_site

    problems = new_site(options.folder, options.folder.name)
    if not problems:
        folder = shlex.quote(str(options.folder))
        _tell(f"a site in {options.folder}; build it with: cd {folder} && silkline build")
    return _finish(problems, "text")


def _explain(options: argparse.Namespace) -> int:
    from silkline.explain import all_codes, explain

    if options.code is None:
        for code, title in all_codes().items():
            print(f"{code}  {title}")
        return FINE
    code = options.code.upper()
    if code not in all_codes():
        print(
            f"silkline: there is no code {options.code!r}; `silkline explain` lists all",
            file=sys.stderr,
        )
        return USAGE
    print(explain(code))
    return FINE


def _clean(options: argparse.Namespace) -> int:
    from silkline.cache import Store

    config, problems = _configured(options)
    if config is None:
        return _finish(problems, "text")
    Store(config.cache_dir).clean()
    _tell(f"removed {config.cache_dir.relative_to(config.root)}; the published site is as it was")
    return FINE


_COMMANDS: Final = {
    "build": ("build the site", _build, (_site, _site_dir, _workers, _format)),
    "check": (
        "check packages and notebooks without building",
        _check,
        (_site, _fix, _workers, _format),
    ),
    "diff": (
        "say what a change does to the data, compared with a revision",
        _diff,
        (_site, _revision),
    ),
    "serve": ("serve a preview that follows your changes", _serve, (_site, _address)),
    "plan": ("say what a build will run, and why", _plan, (_site, _format)),
    "prepare": (
        "make the tables of packages from their raw files",
        _prepare,
        (_site, _package, _check_only, _format),
    ),
    "new": ("begin a new site", _new, (_new_site,)),
    "explain": ("tell all about a problem's code", _explain, (_code,)),
    "clean": ("remove the results kept from earlier builds", _clean, (_site,)),
}


# --- telling ---


def _configured(options: argparse.Namespace) -> tuple[Config | None, Problems]:
    from dataclasses import replace

    from silkline.config import load_config

    config, problems = load_config(options.config)
    workers = getattr(options, "workers", None)
    if config is not None and workers is not None:
        config = replace(config, workers=workers)
    return config, problems


def _prepared_folders(config: Config, names: Sequence[str]) -> list[Path]:
    folders = [config.packages_dir / name for name in names]
    return folders or sorted(p.parent for p in config.packages_dir.glob("*/prepare.py"))


def _finish(problems: Problems, form: str) -> int:
    text = _RENDERERS[form](problems)
    if text:
        print(text)
    if form == "text":
        _tell(summary(problems))
    return WRONG if has_errors(problems) else FINE


def _work(report: BuildReport) -> str:
    return f"{len(report.ran)} tasks run, {len(report.reused)} kept"


def _tell_stage(stage: str, seconds: float) -> None:
    _tell(f"{stage:<20} {seconds:6.1f} s")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
