# One changed value must not make everything anew. So each page, and each group of files that change
# together, is made by itself and kept under the answers that it was made from (see `reads`). What
# was asked the last time is noted beside the results: it says which answers to look at, and a note
# that is lost or wrong makes work and nothing worse, as the key names what was asked too.
"""Pages and files of the site, each made only when something that it is made from has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

from silkline import addresses
from silkline.cache import Inputs, digest, digest_json
from silkline.metadata import Files
from silkline.model import Artifact, Digest, KeptFile, Package, StaticFile, Task
from silkline.plan import Reason, why
from silkline.publish import (
    BESIDE,
    Group,
    MetadataGroup,
    file_facts,
    file_groups,
    metadata_groups,
    whole_api,
)
from silkline.reads import (
    ALL,
    ITEM,
    Asked,
    Before,
    Notes,
    State,
    WatchedMapping,
    WatchedSequence,
    tracer_of,
    watched_dataset,
    watched_object,
)
from silkline.render import Made, SiteView, indicator_embeds, makers

if TYPE_CHECKING:
    from silkline.runner import Runner

T = TypeVar("T")

NOTES: Final = "reads"
"""Under this name a build notes what was asked, for the next one."""
NAMES: Final = "pieces"
"""Under this one, which pieces there were: the next build may be another engine's."""
_LISTS: Final = (addresses.OPENAPI, addresses.CHECKSUMS)
"""Files that tell of all others and are always made."""


MakeFiles = Callable[[Notes], tuple[Artifact, ...]]
"""What is made lazily would ask its questions when nobody notes them any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What a piece asked, and the files that it made."""

    asked: Mapping[str, Asked]
    """By what it is about."""
    files: tuple[str, ...] = ()

    @property
    def inputs(self) -> Inputs:
        """The answers, by what they are about."""
        return tuple((name, one.answers) for name, one in self.asked.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What one build notes for the next, at one stroke: answers, and the data that gave them."""

    pieces: Mapping[str, Noted] = field(default_factory=dict)
    before: Before = field(default_factory=Before)


def last_book(runner: Runner) -> Book:
    """What the last build noted."""
    return runner.recall(NOTES) or Book()


class Piecework:
    """The pieces of one build.

    Args:
        runner: Keeps what is made.
        view: Everything that pages are made from, but for the published files.
        charts: The keys of the charts, by indicator.
        known: What the last build noted of its pieces.
    """

    def __init__(
        self,
        runner: Runner,
        view: SiteView,
        charts: Mapping[str, Digest],
        known: Mapping[str, Noted],
    ) -> None:
        self._runner = runner
        self._view = view
        self._known = known
        self._names = frozenset(runner.recall(NAMES, whatever_engine=True) or ())
        self._now: dict[str, Noted] = {}
        self._versions: dict[str, str] = {}
        """Of each published file, the key of what made it."""
        parts = {
            "charts": charts,
            "config": view.config,
            "files": self._versions,
            "language": view.messages.language,
            "made": self._versions,
            "stories": view.stories,
            "texts": {p.name: _texts(p) for p in view.dataset.packages.values()},
            "verdicts": view.verdicts,
        }
        self._state = State(view.dataset, parts)

    # --- making ---

    def files(self) -> tuple[StaticFile, ...]:
        """The files of the data API, kept. Raises SilklineError as `data_files` does."""
        made: list[StaticFile] = []
        for name, group in file_groups(self._view.dataset).items():
            made += self._files(f"files:{name}", _group_maker(self._view, name, group))
        facts = file_facts(made)
        for name, told in metadata_groups(self._view.dataset).items():
            found = self._files(f"files:{name}", _metadata_maker(self._view, facts, told))
            facts |= file_facts(found)
            made += found
        self._version_of_lists()
        return whole_api(made, self._view.dataset, self._view.config)

    def embeds(self) -> tuple[StaticFile, ...]:
        """The pages of indicators' charts and maps within other sites."""
        found = self._view.dataset.indicators
        made = (self._files(_embed_name(i), _embed_maker(self._view, i)) for i in found)
        return tuple(chain.from_iterable(made))

    def pages(self, view: SiteView) -> tuple[Made, ...]:
        """Every generated page with what goes with it, by address."""

        def maker(address: str) -> Callable[[Notes], Made]:
            return lambda notes: found[address](watched_view(view, notes))

        found = makers(view)
        return tuple(self._page(_page_name(address), maker(address)) for address in found)

    def note(self) -> None:
        """Notes what was asked, for the next build."""
        tracer = tracer_of(self._view.dataset)
        asked = (one for noted in self._now.values() for one in noted.asked.values())
        leaves = {one.leaves for one in asked if one.leaves is not None}
        before = Before() if tracer is None else tracer.note(leaves)
        self._runner.note(NOTES, Book(pieces=self._now, before=before))
        self._runner.note(NAMES, tuple(self._now), whatever_engine=True)

    def _files(self, name: str, make: MakeFiles) -> tuple[KeptFile, ...]:
        task = self._task(name, "files")
        files = self._runner.kept_files(task)
        if files is None:
            made, task, seconds = self._made(task, make)
            files = self._runner.keep_files(task, made, seconds)
        uris = tuple(file.uri for file in files)
        self._now[name] = replace(self._now[name], files=uris)
        self._versions |= dict.fromkeys(uris, self._runner.key(task))
        return files

    def _page(self, name: str, make: Callable[[Notes], Made]) -> Made:
        task = self._task(name, "page")
        kept = self._runner.kept(task)
        if kept is not None:
            page: Made = kept.value
            return page
        page, task, seconds = self._made(task, make)
        self._runner.keep(task, page, seconds)
        return page

    def _made(self, task: Task, make: Callable[[Notes], T]) -> tuple[T, Task, float]:
        """What a piece is, its task with all that it asked for, and how long it took."""
        notes, start = Notes(), time.perf_counter()
        notes.note(ALL, ("language",))
        value = make(notes)
        noted = self._now[task.name] = Noted(asked=self._state.asked(notes.reads))
        return value, replace(task, inputs=noted.inputs), time.perf_counter() - start

    def _task(self, name: str, kind: str) -> Task:
        """A piece with the answers of now to what it asked the last time, which are noted again."""
        noted = Noted(asked={})
        if name in self._known:
            # What was asked about may be gone, and so may the question: then it is made again.
            with suppress(Exception):
                noted = Noted(asked=self._state.again(self._known[name].asked))
        self._now[name] = noted
        return Task(name=name, kind=kind, inputs=noted.inputs, payload=None)

    def _version_of_lists(self) -> None:
        whole = digest_json(self._versions)
        self._versions |= dict.fromkeys(_LISTS, whole)

    # --- planning ---

    def explain(self) -> Iterator[Reason]:
        """Why each piece would be made, with no reason if it is kept; nothing is made."""
        data = self._view.dataset
        for group in (*file_groups(data), *metadata_groups(data)):
            name = f"files:{group}"
            reason, key = self._reason(name, "files")
            known = self._known.get(name)
            self._versions |= dict.fromkeys(known.files if known else (), key)
            yield reason
        self._version_of_lists()
        for address in makers(self._view):
            yield self._reason(_page_name(address), "page")[0]
        for indicator in self._view.dataset.indicators:
            yield self._reason(_embed_name(indicator), "files")[0]

    def _reason(self, name: str, kind: str) -> tuple[Reason, str]:
        """Why a piece will be made, and the version of its files: any other if it will."""
        task = self._task(name, kind)
        if self._runner.has(task):
            return Reason(task=name, why=""), self._runner.key(task)
        known = self._known.get(name)
        before = known.inputs if known else () if name in self._names else None
        return Reason(task=name, why=why(before, task.inputs)), ""


def watched_view(view: SiteView, notes: Notes) -> SiteView:
    """The view, noting everything that is asked of it."""
    stories: Any = WatchedSequence(view.stories, ("stories",), notes)
    return replace(
        view,
        dataset=watched_dataset(view.dataset, notes),
        verdicts=WatchedMapping(view.verdicts, ("verdicts",), notes),
        charts=WatchedMapping(view.charts, ("charts",), notes),
        stories=stories,
        config=watched_object(view.config, ("config",), notes),
        files=WatchedMapping(view.files, ("files",), notes),
    )


def _group_maker(view: SiteView, name: str, group: Group) -> MakeFiles:
    kind, _, package = name.partition("/")

    def make(notes: Notes) -> tuple[Artifact, ...]:
        if kind == "packages":  # its files are read from disk
            notes.note(ITEM, ("packages", package), "digest")
            notes.note(ITEM, ("texts",), package)
        watched = watched_view(view, notes)
        return tuple(group(watched.dataset, watched.verdicts, watched.config))

    return make


def _embed_maker(view: SiteView, indicator: str) -> MakeFiles:
    return lambda notes: tuple(indicator_embeds(watched_view(view, notes), indicator))


def _metadata_maker(view: SiteView, facts: Files, group: MetadataGroup) -> MakeFiles:
    def make(notes: Notes) -> tuple[Artifact, ...]:
        watched = watched_view(view, notes)
        files: Any = WatchedMapping(facts, ("made",), notes)
        return tuple(group(watched.dataset, watched.config, files))

    return make


def _embed_name(indicator: str) -> str:
    return f"files:embed/{indicator}"


def _page_name(address: str) -> str:
    return f"page:{address.rstrip('/') or 'home'}"


def _texts(package: Package) -> Digest:
    """Of what is served beside the tables, which the digest of a package leaves out."""
    found = (package.folder / name for name in (*BESIDE, *package.parts))
    return digest_json({path.name: digest(path.read_bytes()) for path in found if path.is_file()})
