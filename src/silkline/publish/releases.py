# Served as frozen: nothing of a release is computed here but the list of all of them and the feeds,
# which tell of releases and are no part of any.
"""Released files, their list, and feeds of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from silkline import addresses
from silkline.messages import messages
from silkline.model import Artifact, Dataset, Release, Revision
from silkline.publish.atom import add_content, add_entry, add_link, add_texts, begin, finish
from silkline.publish.changes import counted
from silkline.publish.text import Json, json_bytes
from silkline.releases import CHANGES, MANIFEST, Frozen

if TYPE_CHECKING:
    from silkline.config import Config
    from silkline.messages import Messages

REASONS: int = 5
"""Reasons told in one entry of a feed; `changes.json` has all."""


def released_files(frozen: Frozen) -> Iterator[Artifact]:
    """Every file of every release, byte for byte as it was released.

    Raises SilklineError where an archive is damaged (RL012).
    """
    for release in frozen.releases:
        for path, content in frozen.contents(release):
            yield Artifact(uri=addresses.release_file(release.version, path), content=content)


def release_lists(dataset: Dataset, config: Config) -> Iterator[Artifact]:
    """The list of releases and, if there are any, the feeds."""
    yield Artifact(uri=addresses.RELEASES_INDEX, content=releases_json(dataset, config))
    if not dataset.releases:
        return
    yield Artifact(uri=addresses.RELEASES_FEED, content=feed(dataset, config, ""))
    for package in dataset.packages:
        if any(package in release.packages for release in dataset.releases):
            address = addresses.package_feed(package)
            yield Artifact(uri=address, content=feed(dataset, config, package))


def releases_json(dataset: Dataset, config: Config) -> bytes:
    """All releases, newest first, and what the latest data are."""
    m = messages(config.theme_language)
    latest: dict[str, Json] = {
        "index": _link(addresses.INDEX),
        "release": dataset.release or None,
        "note": "" if dataset.release else m("releases.unreleased"),
        "changed": _changed(dataset),
    }
    listed: list[Json] = [_listed(r) for r in reversed(dataset.releases)]
    feed = _link(addresses.RELEASES_FEED) if dataset.releases else None
    return json_bytes({"api": "v1", "latest": latest, "feed": feed, "releases": listed})


def _changed(dataset: Dataset) -> list[str]:
    """Packages that are not as the last release has them."""
    last = dataset.releases[-1].packages if dataset.releases else {}
    now = {name: p.digest for name, p in dataset.packages.items()}
    then = {name: p.digest for name, p in last.items()}
    return sorted(n for n in {*now, *then} if now.get(n) != then.get(n))


def _listed(release: Release) -> dict[str, Json]:
    place = f"{addresses.RELEASES}/{release.version}/"
    return {
        "release": release.version,
        "date": release.date,
        "packages": len(release.packages),
        "files": len(release.files) + 1,
        "bytes": sum(file.size for file in release.files.values()),
        "index": _link(f"{place}index.json"),
        "manifest": _link(f"{place}{MANIFEST}"),
        "checksums": _link(f"{place}SHA256SUMS"),
        "changes": _link(f"{place}{CHANGES}"),
    }


def _link(address: str) -> str:
    return addresses.relative(f"{addresses.RELEASES}/", address)


# --- Feeds ---


def feed(dataset: Dataset, config: Config, package: str) -> bytes:
    """What each release changed, newest first: in a package, or in all where none is named."""
    m = messages(config.theme_language)
    own = addresses.package_feed(package) if package else addresses.RELEASES_FEED
    page = addresses.package_page(package) if package else addresses.list_page("data")
    named = m.text(dataset.packages[package], "title") if package else m("releases.heading")
    told = [r for r in dataset.releases if not package or _is_in(dataset, r, package)]
    made = begin(
        config,
        own=_whole(config, own),
        page=_whole(config, page),
        id=_id(config, own),
        title=f"{config.site_name}: {named}",
        subtitle=m("releases.feed"),
        updated=f"{max(r.date for r in dataset.releases)}T00:00:00Z",
    )
    for release in reversed(told):
        place = addresses.release_file(release.version, CHANGES)
        mark = f"#{package}" if package else ""
        item = add_entry(made)
        title = m("releases.one", release=release.version)
        stamp = f"{release.date}T00:00:00Z"
        add_texts(item, id=_id(config, f"{place}{mark}"), title=title, updated=stamp)
        add_link(item, "alternate", _whole(config, page), "text/html")
        add_link(item, "related", _whole(config, place), "application/json")
        add_content(item, "\n".join(_told(dataset, release, package, m)))
    return finish(made)


def _is_in(dataset: Dataset, release: Release, package: str) -> bool:
    """Whether a release brought a package, or another state of it."""
    at = dataset.releases.index(release)
    before = dataset.releases[at - 1].packages.get(package) if at else None
    return package in release.packages and release.packages[package] != before


def _told(dataset: Dataset, release: Release, package: str, m: Messages) -> Iterator[str]:
    """Counts, then the reasons that were given."""
    if release == dataset.releases[0]:
        yield m("releases.first", n=len(release.packages))
        return
    about = {package} if package else {*dataset.packages}
    found = [r for r in dataset.revisions if r.release == release.version and r.package in about]
    yield in_counts([r for r in found if not r.is_derived], m)
    derived = sum(r.is_derived for r in found)
    if derived:
        yield m("releases.derived", n=derived)
    reasons = dict.fromkeys(m.text(r, "reason") for r in found if r.reason)
    yield from list(reasons)[:REASONS]


def in_counts(revisions: Iterable[Revision], m: Messages) -> str:
    """How many rows were added, changed and removed, in words."""
    found = counted(revisions)
    words = [m(f"releases.{kind}", n=n) for kind, n in found.items() if n]
    return m("list.separator").join(words) or m("releases.nothing")


def _whole(config: Config, address: str) -> str:
    site = config.site_url.rstrip("/")
    return f"{site}/{address}" if site else ""


def _id(config: Config, address: str) -> str:
    """A name that no other thing on the web has."""
    return _whole(config, address) or uuid5(NAMESPACE_URL, address).urn
