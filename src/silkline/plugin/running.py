# MkDocs as a library: the command line builds and serves through the very events that `mkdocs
# build` fires, so both give the same pages.
"""Building and serving through MkDocs from Python."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.config import load_config as load_mkdocs_config
from mkdocs.exceptions import Abort, MkDocsException

from silkline import lean, standing
from silkline.checking import Note, check_site, silent
from silkline.config import at_work, load_config
from silkline.marks import read_yaml
from silkline.model import BuildReport
from silkline.plugin.closed import is_closed
from silkline.plugin.events import SilklinePlugin
from silkline.plugin.heard import Ear
from silkline.plugin.staging import REFUSED, unwritable
from silkline.problems import Location, Problem, Problems, SilklineError, has_errors

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_LATE: Final = ("jupytext", "mkdocs_jupyter.convert")
"""What mkdocs-jupyter imports for pages of other kinds than ours, half of what begins a build."""


def build_with_mkdocs(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    workers: int | None = None,
    scheduler: str = "",
    note: Note = silent,
) -> BuildReport:
    """Builds the site that `mkdocs build` builds, and reports instead of printing.

    Args:
        config_file: `mkdocs.yml`.
        site_dir: Where to publish; the configured folder if not given.
        workers: Processes at work; the configured number if not given.
        scheduler: Address of a cluster whose workers do the work instead.
        note: Told of each stage as it ends.
    """
    from mkdocs.commands.build import build

    own, known = load_config(config_file)
    if own is None:
        return BuildReport(ran=(), reused=(), problems=known, stages=())
    site = (site_dir or own.site_dir).resolve()
    work = standing.Work(settings=config_file, config=own, site=site)
    seen = standing.look(work)
    config, refused = _load(config_file, site_dir)
    if config is None:
        return check_site(own, (*known, *refused))
    plugin = _plugin(config)
    plugin.note, plugin.settings = note, at_work(workers, scheduler)
    published = Path(config.site_dir)
    closed = is_closed(config, own) and published.resolve() == site
    plugin.published = standing.published(work) if closed else None
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort as stopped:
        if not plugin.problems:
            return check_site(own, (*known, _refusal(config_file, str(stopped))))
    except SilklineError as stopped:
        plugin.problems = stopped.problems
    except OSError as refused:
        if refused.errno not in REFUSED:
            raise
        plugin.problems = (unwritable(published, refused),)
    finally:
        config.plugins.on_shutdown()
    report = _reported(plugin)
    if seen and closed and not has_errors(report.problems):
        standing.keep(work, seen, report, plugin.taken.keys, sound=plugin.sound)
    return report


def serve_with_mkdocs(config_file: Path, address: str) -> None:
    """Serves the site for preview and builds it anew when a file changes; returns on Ctrl-C.

    What MkDocs has to say of building and serving goes to standard error.
    """
    from mkdocs.commands.serve import serve

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler())
    serve(str(config_file), dev_addr=address)


def _plugin(config: MkDocsConfig) -> SilklinePlugin:
    return next(p for p in config.plugins.values() if isinstance(p, SilklinePlugin))


def _reported(plugin: SilklinePlugin) -> BuildReport:
    if plugin.report is None:
        return BuildReport(ran=(), reused=(), problems=plugin.problems, stages=())
    problems = tuple(sorted({*plugin.report.problems, *plugin.problems}))
    return replace(plugin.report, problems=problems)


def _load(config_file: Path, site_dir: Path | None) -> tuple[MkDocsConfig | None, Problems]:
    """MkDocs' own reading of its settings; whatever it says of them stops the build."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # ours to heed, not the author's
    lean.put_off(*_LATE)
    options = {"site_dir": str(site_dir)} if site_dir else {}
    ear = Ear()
    ear.start()
    try:
        config = load_mkdocs_config(str(config_file), **options)
    except MkDocsException as refused:
        return None, tuple(_refusal(config_file, text) for text in ear.texts or [str(refused)])
    finally:
        ear.stop()
    return (None if ear.texts else config), tuple(_refusal(config_file, text) for text in ear.texts)


def _refusal(config_file: Path, text: str) -> Problem:
    named = re.search(r"Config value '(\w+)'", text)
    settings = read_yaml(config_file, config_file.parent)
    return Problem(
        code="CF020",
        where=settings.where(named[1]) if named else Location(path=config_file.name),
        message=f"MkDocs refuses the configuration: {text.strip()}",
        hint="mend the setting that the message names.",
    )
