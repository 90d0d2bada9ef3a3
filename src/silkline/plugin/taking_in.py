# A preview lives on with the site of its last whole build. What was made anew since takes its place
# there, so that MkDocs' steps find it where a build would have put it.
"""Pages that were made anew, as part of the site that a preview shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from silkline.addresses import page_address
from silkline.build import Site
from silkline.config import Config
from silkline.model import Artifact
from silkline.plugin.previewing import Built
from silkline.problems import SilklineError, has_errors
from silkline.renewing import Renewed, renew


def renewed(config: Config, site: Site, wanted: Iterable[str]) -> tuple[Renewed, frozenset[str]]:
    """Pages made anew, and which of those wanted, by source address, may be written.

    Raises SilklineError where something is wrong with the content.
    """
    sources = {page_address(uri): uri for uri in wanted}
    new = renew(config, site.published, sources)
    if has_errors(new.problems):
        raise SilklineError(*new.problems)
    stories = {page_address(story.page.uri) for story in new.stories.values()}
    return new, frozenset(sources[a] for a in stories.union(m.address for m in new.made))


def with_renewed(site: Site, new: Renewed) -> Site:
    """The site with what was made anew."""
    blocks = {name: block for made in new.made for name, block in made.blocks.items()}
    return replace(site, blocks={**site.blocks, **blocks}, stories={**site.stories, **new.stories})


def take_in(new: Renewed, left: Built, stories: Path) -> None:
    """Lets templates, plugins and browsers find what was made anew.

    Args:
        new: The pages, with what goes with them.
        left: What the last whole build left.
        stories: Folder where mkdocs-jupyter finds the stories as run.
    """
    frame: Any = left.env.globals["silkline"]
    frame["heads"] = {**frame["heads"], **{m.address: m.head for m in new.made if m.head}}
    for story in new.stories.values():
        (stories / story.page.uri).write_bytes(story.run)
    for file in new.files:
        _put(file, Path(left.config.site_dir))


def _put(file: Artifact, shown: Path) -> None:
    """Whoever reads the file meanwhile has one of the two, and whole."""
    path = shown / file.uri
    beside = path.with_name(f".{path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(file.content)
    beside.replace(path)
