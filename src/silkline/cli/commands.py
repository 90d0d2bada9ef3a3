# What each command does with its arguments. Heavy rooms are imported by the command that needs
# them, so that `silkline explain` answers at once.
"""The commands."""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from silkline.cli.telling import FINE, USAGE, WRONG, configured, finish, tell, tell_stage, work_done
from silkline.problems import SilklineError, has_errors

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.standing import Standing


def build(options: argparse.Namespace) -> int:
    """Build the site, if the one that is published is not what a build would make."""
    told = _still_standing(options)
    if told:
        tell("nothing has changed: the site of the last build stands")
        tell(f"{told.pages} pages, {told.files} files; 0 tasks run, {told.tasks} kept")
        return finish(told.problems, options.format)
    from silkline.plugin import build_with_mkdocs

    report = build_with_mkdocs(
        options.config.resolve(),
        site_dir=options.site_dir,
        workers=options.workers,
        scheduler=options.scheduler,
        note=tell_stage,
    )
    if not has_errors(report.problems):
        tell(f"{report.pages} pages, {report.files} files; {work_done(report)}")
    return finish(report.problems, options.format)


def _still_standing(options: argparse.Namespace) -> Standing | None:
    from silkline.config import load_config
    from silkline.standing import Work, standing

    settings = options.config.resolve()
    config, _ = load_config(settings)
    if config is None:
        return None
    site = (options.site_dir or config.site_dir).resolve()
    return standing(Work(settings=settings, config=config, site=site))


def check(options: argparse.Namespace) -> int:
    """Check the content."""
    from silkline.checking import check_site

    config, problems = configured(options)
    if config is None:
        return finish(problems, options.format)
    if options.fix:
        _mend(config)
    return finish(check_site(config, problems, tell_stage).problems, options.format)


def _mend(config: Config) -> None:
    from silkline.mending import difference, find_mends, write_mend

    for mend in find_mends(config):
        write_mend(mend)
        tell(difference(mend))


def diff(options: argparse.Namespace) -> int:
    """Compare the data with a revision."""
    from silkline import comparing
    from silkline.checking import read_content

    config, problems = configured(options)
    if config is None:
        return finish(problems, "text")
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
        return finish(stopped.problems, "text")
    if has_errors(here.problems):
        tell("some packages have problems and are left out; `silkline check` tells them")
        return WRONG
    return FINE


def serve(options: argparse.Namespace) -> int:
    """Serve a preview."""
    from silkline.plugin import serve_with_mkdocs

    config, problems = configured(options)
    if config is None:
        return finish(problems, "text")
    serve_with_mkdocs(options.config.resolve(), options.address)
    return FINE


def plan(options: argparse.Namespace) -> int:
    """Say what a build will run."""
    from silkline.build import plan_site

    config, problems = configured(options)
    if config is None:
        return finish(problems, options.format)
    reasons, found = plan_site(config)
    for reason in reasons:
        if reason.why:
            print(f"{reason.task}: {reason.why}")
    running = sum(bool(reason.why) for reason in reasons)
    print(f"{running} of {len(reasons)} tasks will run")
    return finish((*problems, *found), options.format)


def prepare(options: argparse.Namespace) -> int:
    """Make tables from raw files."""
    from silkline.prepare import prepare_package

    config, problems = configured(options)
    if config is None:
        return finish(problems, options.format)
    found = list(problems)
    for folder in _prepared_folders(config, options.packages):
        report = prepare_package(folder, root=config.root, write=not options.check)
        found += report.problems
        if report.changed or not report.problems:
            tell(f"{folder.name}: {', '.join(report.changed) or 'as committed'}")
    return finish(tuple(found), options.format)


def new(options: argparse.Namespace) -> int:
    """Begin something new."""
    if (options.id is None) == (options.what == "indicator"):
        wanted = "PACKAGE ID" if options.what == "indicator" else "one NAME"
        print(f"silkline: `silkline new {options.what}` takes {wanted}", file=sys.stderr)
        return USAGE
    return _new_site(options) if options.what == "site" else _new_content(options)


def _new_site(options: argparse.Namespace) -> int:
    from silkline.scaffold import new_site

    target = Path(options.name)
    problems = new_site(target, target.name)
    if not problems:
        folder = shlex.quote(str(target))
        tell(f"a site in {target}; build it with: cd {folder} && silkline build")
    return finish(problems, "text")


def _new_content(options: argparse.Namespace) -> int:
    from datetime import date

    from silkline import scaffold

    config, problems = configured(options)
    if config is None:
        return finish(problems, "text")
    today = date.today()  # noqa: DTZ011 - the author's day
    if options.what == "package":
        problems = scaffold.new_package(config, options.name, today=today)
    elif options.what == "story":
        problems = scaffold.new_story(config, options.name, today=today)
    else:
        problems = scaffold.new_indicator(config, options.name, options.id)
    if not problems:
        tell(_begun(options, config))
    return finish(problems, "text")


def _begun(options: argparse.Namespace, config: Config) -> str:
    from silkline.scaffold import is_prepared

    if options.what == "story":
        file = config.notebooks_dir / f"{options.name}.ipynb"
        return f"a story in {file.relative_to(config.root)}; replace what says placeholder"
    folder = config.packages_dir / options.name
    place = (folder / "data").relative_to(config.root)
    if is_prepared(folder):
        return f"rows in {place}; add what makes them to prepare.py, and replace the placeholders"
    return f"tables in {place}; replace what says placeholder, or use `silkline import`"


def import_file(options: argparse.Namespace) -> int:
    """Take values from a file."""
    from dataclasses import fields

    from silkline import importing

    config, problems = configured(options)
    if config is None:
        return finish(problems, "text")
    given = {f.name: getattr(options, f.name) for f in fields(importing.Request)}
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    report = importing.import_file(config, importing.Request(**given | lists), write=options.write)
    if report.text:
        print(report.text)
    if not report.problems:
        place = (config.packages_dir / options.package).relative_to(config.root)
        removed = f"; removed: {', '.join(report.removed)}" if report.removed else ""
        written = f"written in {place}: {', '.join(report.written)}{removed}"
        preview = "nothing is written; add --write, with --retrieved and --licence, to write it"
        tell(written if options.write else preview)
    return finish(report.problems, "text")


def export(options: argparse.Namespace) -> int:
    """Write the site for another generator."""
    from dataclasses import replace

    from silkline.config import at_work
    from silkline.exporting import BESIDE, export_site

    config, problems = configured(options)
    if config is None:
        return finish(problems, options.format)
    config = replace(config, **at_work(options.workers, ""))
    report = export_site(config, options.folder, problems, tell_stage)
    if not has_errors(report.problems):
        folder = shlex.quote(str(options.folder))
        tell(f"{report.pages} pages, {report.files} files; {work_done(report)}")
        copied = f" && cp -r {BESIDE}/. site/" if (options.folder / BESIDE).is_dir() else ""
        tell(f"build them with: cd {folder} && zensical build{copied}")
    return finish(report.problems, options.format)


def release(options: argparse.Namespace) -> int:
    """Freeze the data."""
    from silkline.releasing import day_of, make_release

    config, problems = configured(options)
    if config is None:
        return finish(problems, options.format)
    written, found = make_release(config, options.version, day_of(options.date))
    if not written:
        return finish((*problems, *found), options.format)
    tell(f"release {options.version}, to be committed: {', '.join(written)}")
    return urls(options)


def urls(options: argparse.Namespace) -> int:
    """Remember every address of the site."""
    from silkline.plugin import build_with_mkdocs
    from silkline.releasing import add_addresses

    config, problems = configured(options)
    if config is None:
        return finish(problems, options.format)
    with tempfile.TemporaryDirectory(prefix="silkline-") as folder:
        site = Path(folder, "site")
        report = build_with_mkdocs(options.config.resolve(), site_dir=site, note=tell_stage)
        if has_errors(report.problems):
            return finish(report.problems, options.format)
        added, wrong = add_addresses(config, site)
    tell(f"{added} addresses are new in urls.lock, to be committed")
    return finish((*report.problems, *wrong), options.format)


def explain(options: argparse.Namespace) -> int:
    """Tell about codes."""
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


def clean(options: argparse.Namespace) -> int:
    """Remove kept results."""
    from silkline.cache import Store

    config, problems = configured(options)
    if config is None:
        return finish(problems, "text")
    Store(config.cache_dir).clean()
    tell(f"removed {config.cache_dir.relative_to(config.root)}; the published site is as it was")
    return FINE


def _prepared_folders(config: Config, names: Sequence[str]) -> list[Path]:
    folders = [config.packages_dir / name for name in names]
    return folders or sorted(p.parent for p in config.packages_dir.glob("*/prepare.py"))
