# After one change most files of a site are what they were. Those are neither drawn by templates nor
# written again: the new site gets a second name for the file of the old one, which is removed a
# moment later. What a page is made from is known when MkDocs has read all pages, and is the key
# under which its finished file is known. Templates of an author may read anything: where a site has
# some, no page is taken over.
#
# A file with two names has a new time of change, which is how it is known that nobody touched it:
# so it is looked at before it gets the name and after, and once more before the site is published.
"""Files of the published site that are taken over into the new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from silkline.cache import digest, digest_json
from silkline.environment import environment_digest
from silkline.model import Digest
from silkline.stamps import Stamp, stamp_of
from silkline.standing import Published

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

NOTHING: Final = "nothing.html"
"""A template of the frame that says nothing: MkDocs writes no file of a page that has none."""


class Taken:
    """What the new site takes over from the published one.

    Args:
        published: The site as it lies there, if that is known.
        folder: Where the new one is made.
    """

    def __init__(self, published: Published | None, folder: Path) -> None:
        self.published = published
        self.keys: dict[str, str] = {}
        """By address, what each file of the new site is made from."""
        self._folder = folder
        self._stamps: dict[str, Stamp] = {}

    def take(self, address: str, key: str) -> bool:
        """Whether the file of an address could be taken over; else it is to be written."""
        self.keys[address] = key
        if self.published is None or self.published.keys.get(address) != key:
            return False
        source, target = self.published.site / address, self._folder / address
        with suppress(OSError):
            if stamp_of(source.stat()) == self.published.stamps.get(str(source)):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.hardlink_to(source)
                self._stamps[address] = stamp_of(target.stat())
        return address in self._stamps

    @property
    def unread(self) -> Mapping[str, str]:
        """The files that were taken over from a site in which nothing was wrong, with keys."""
        sound = self.published is not None and self.published.sound
        return {a: self.keys[a] for a in self._stamps} if sound else {}

    def given_back(self, remove: Callable[[], None]) -> Published | None:
        """The published site when the new one has been removed, which changes times of its files.

        What somebody else changed meanwhile is not known any more.
        """
        mine = self._stamps.keys() - {*self.disturbed()}
        remove()
        if self.published is None:
            return None
        files = [self.published.site / address for address in mine]
        stamps = {str(file): stamp_of(file.stat()) for file in files}
        return replace(self.published, stamps={**self.published.stamps, **stamps})

    def disturbed(self) -> tuple[str, ...]:
        """Addresses of files that somebody else changed since they were taken over."""
        return tuple(
            address
            for address, then in self._stamps.items()
            if stamp_of((self._folder / address).stat()) != then
        )


def frame_key(
    config: MkDocsConfig, nav: Navigation, frame: Mapping[str, Any], language: str
) -> Digest | None:
    """Of all that every page shows or may show; none where that cannot be known.

    Args:
        config: MkDocs' own.
        nav: All pages in the navigation.
        frame: What the engine gives its templates.
        language: Of the interface's words.
    """
    if config.theme.custom_dir or not config.config_file_path:
        return None
    apart = {"m", "heads", "images"}
    told = {name: value for name, value in frame.items() if name not in apart}
    settings = digest(Path(config.config_file_path).read_bytes())
    tree = [_entry(item) for item in nav.items]
    with suppress(TypeError):
        return digest_json([environment_digest(), language, settings, told, tree])
    return None


def page_key(frame: Digest, page: MkDocsPage, around: Mapping[str, Any]) -> Digest | None:
    """Of all that one page is made from; none where that cannot be known.

    Args:
        frame: Key of what every page shows.
        page: With its content.
        around: What the engine gives its templates.
    """
    neighbours = [_link(other) for other in (page.previous_page, page.next_page)]
    image = around["images"].get(page.url) or around["images"].get("")
    with suppress(TypeError):
        return digest_json(
            [
                *(frame, page.file.src_uri, page.file.dest_uri, page.url, page.title, page.meta),
                *(page.canonical_url, page.edit_url, page.is_homepage, neighbours),
                [_link(above) for above in page.ancestors],
                [_heading(entry) for entry in page.toc],
                digest((page.content or "").encode(errors="surrogatepass")),
                *(around["heads"].get(page.url), image),
            ]
        )
    return None


def _entry(item: Any) -> list[Any]:
    """Something in the navigation, with all that is below it."""
    below = [_entry(child) for child in item.children or ()]
    return [*_link(item), type(item).__name__, below]


def _link(item: Any) -> list[Any]:
    return [item.title, getattr(item, "url", None)] if item else []


def _heading(entry: Any) -> list[Any]:
    return [entry.title, entry.id, entry.level, [_heading(child) for child in entry.children]]
