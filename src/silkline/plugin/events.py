# All work that may fail for an author's reason is done before MkDocs empties anything. An event
# ends the build by `Abort`, which prints its text as it is, whatever MkDocs' log level.
"""The plugin: MkDocs' events in, the engine's pages and files out."""

from __future__ import annotations

import gc
import logging
import tempfile
import time
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from mkdocs.config.base import Config as ConfigSchema
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.toc import TableOfContents

from silkline.addresses import page_address
from silkline.build import Site, build_site
from silkline.checking import Note, silent
from silkline.config import load_config
from silkline.messages import messages
from silkline.model import Artifact, BuildReport, Page
from silkline.notebooks import install_template, strip_styles
from silkline.pictures import picture_size
from silkline.plugin.additions import (
    ENGINE,
    add_file,
    add_page,
    filled_lists,
    first_script,
    first_styles,
    notebook_page,
    pass_markdown_by,
    pass_notebook_by,
    pass_source_by,
    searchable,
    undated,
)
from silkline.plugin.closed import is_closed
from silkline.plugin.heard import LOG, MKDOCS_YML, Ear, as_problems, is_heard
from silkline.plugin.policy import HEADERS, headers_file, page_policy
from silkline.plugin.previewing import Built, Content, Preview
from silkline.plugin.staging import Staging
from silkline.plugin.taken import NOTHING, Taken, frame_key, page_key
from silkline.plugin.taking_in import renewed, take_in, with_renewed
from silkline.problems import Problems, SilklineError, has_errors, render_text
from silkline.publish import (
    disturbed,
    front_end_files,
    front_matter,
    search_files,
    security_files,
    verify_site,
)
from silkline.releases import read_urls, read_withdrawn, replacements, site_addresses, vanished
from silkline.render import not_made, with_blocks, without_marks
from silkline.stamps import live_on
from silkline.standing import lying

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

    from silkline.config import Config
    from silkline.standing import Published
_UNUSED: Final = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""Material's own scripts and styles, which the frame does not load."""
_RAW: Final = ' markdown="0">'
"""Tells Markdown to leave a body alone; of no use to a browser."""


class _Options(ConfigSchema):
    """None that MkDocs would know of."""


class SilklinePlugin(BasePlugin[_Options]):
    """Adds the pages and files that the engine makes to a MkDocs site.

    Its options are those of `silkline.config.Config`, which reads `mkdocs.yml` itself so that each
    mistake is told with its line.
    """

    def __init__(self) -> None:
        self.note: Note = silent
        self.settings: Mapping[str, Any] = {}
        """Of the command, which count more than the configured ones."""
        self.problems: Problems = ()
        """What was wrong in the last build."""
        self.report: BuildReport | None = None
        """What the last build did."""
        self._own: Config | None = None
        self._site: Site | None = None
        self.published: Published | None = None
        """The published site, if it is known what each of its files was made from."""
        self.taken = Taken(None, Path())
        """What of it is taken over."""
        self.sound = False
        """Whether nothing at all was wrong with the site as it was written."""
        self._closed = False
        """Whether the site is made of its own folder and nothing else."""
        self._nav: Navigation | None = None
        self._preview: Preview | None = None
        self._left: Built | None = None
        """What a preview can make single pages from."""
        self._staging: Staging | None = None
        """Where the new site is made."""
        self._bodies: Mapping[str, Page] = {}
        """Generated pages by source address."""
        self._security: tuple[Artifact, ...] = ()
        self._silent: dict[str, MutableMapping[str, Any]] = {}
        """What pages that are taken over say at their heads, by source address."""
        self._written: list[Page] = []
        self._ear = Ear()
        self._serving = False
        self._started = 0.0
        self._language = "en"
        self._release = ""
        self._root = Path()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        """Where mkdocs-jupyter finds the stories as run: it reads from disk only."""

    def load_config(
        self, options: Any, config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Accepts any option: the engine's own reader checks them."""
        self.config = options
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers whether the site is only previewed; `dirty` changes nothing here."""
        self._serving = command == "serve"
        if self._serving:
            live_on()
            logging.getLogger(f"{LOG}.commands.build").addFilter(is_heard)

    @event_priority(100)  # before mkdocs-jupyter reads its settings
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Puts the frame of the pages before Material's and reads the engine's own options."""
        config.theme.dirs.insert(0, str(ENGINE / "theme"))
        install_template()
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Makes all that the site holds; stops before anything is touched if there are errors."""
        self.problems, self.report, self.taken = (), None, Taken(None, Path())
        if self._serving:  # else two sites would be held, and what is in cycles for long
            self._site = self._left = self._nav = None
            self._bodies, self._written = {}, []
            gc.collect()
        self._clear_away()
        own, known = load_config(Path(config.config_file_path or MKDOCS_YML))
        if own is None:
            self._stop(known)
            return
        self._own = own = replace(own, **self.settings)
        self._closed = is_closed(config, own)
        self._open_staging(Path(config.site_dir))
        self._security = security_files(own)
        self._site = build_site(own, known, self.note)
        self.report = self._site.report
        self._silent.clear()
        self._written = [story.page for story in self._site.stories.values()]
        if has_errors(self.report.problems):
            self._stop(self.report.problems)
        self._language = own.theme_language
        self._release, self._root = self._site.release, own.root
        self._ear.start()
        self._started = time.perf_counter()
        self._folder = tempfile.TemporaryDirectory(prefix="silkline-")
        assert self._staging is not None, "it was opened"
        config.site_dir = str(self._staging.folder)
        self.taken = Taken(self.published, self._staging.folder)

    @event_priority(100)  # before mkdocs-jupyter, which replaces the notebooks among the files
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the generated pages, the stories and every static file."""
        for file in [f for f in files if f.src_uri.startswith(_UNUSED)]:
            files.remove(file)
        try:
            self._add_all(files, config)
        except SilklineError as taken:
            self._stop(taken.problems)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remembers the navigation, which every page shows."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the templates of the frame the interface's words, the release and what is made."""
        made = frozenset(page_address(page.uri) for page in self._made().pages)
        words = messages(self._language)
        frame: dict[str, object] = {"m": words, "release": self._release, "made": made}
        frame["filled"] = filled_lists(made, stories=bool(self._made().stories))
        frame["images"] = {
            address: {"uri": image.file.uri, "words": image.words}
            for address, image in self._made().images.items()
        }
        frame["image_size"] = picture_size()
        frame["first"], script = first_script()
        frame["first_styles"], style = first_styles()
        # The preview reloads itself by a script in the page.
        frame["policy"] = "" if self._serving else page_policy(script, style)
        frame["heads"] = self._made().heads
        env.globals["silkline"] = frame
        self._take_pages(files, config, frame)
        if self._serving and self._nav:
            written = frozenset(f.src_uri for f in files.documentation_pages()) - {*self._bodies}
            written -= {story.page.uri for story in self._made().stories.values()}
            self._left = Built(config=config, files=files, nav=self._nav, env=env, written=written)
        return env

    def _take_pages(self, files: Files, config: MkDocsConfig, frame: Mapping[str, Any]) -> None:
        """Takes finished pages over, of which templates have nothing to say then."""
        assert self._nav is not None, "on_nav comes first"
        key = frame_key(config, self._nav, frame, self._language)
        for file in files.documentation_pages() if key else ():
            made = page_key(key, file.page, frame) if key and file.page else None
            if file.page and made and self.taken.take(file.dest_uri, made):
                self._silent[file.src_uri] = file.page.meta
                file.page.meta = {**file.page.meta, "template": NOTHING}

    def on_pre_page(self, page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """Tells MkDocs what it would read of a generated page."""
        if page.file.src_uri in self._bodies:
            pass_source_by(page, self._bodies[page.file.src_uri])
        return page

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fills `<!-- silkline:NAME -->` in hand-written pages with what the engine made."""
        site = self._made()
        if page.file.src_uri in self._bodies:
            pass_markdown_by(page)  # it is HTML already, and is put back when Markdown is done
            return ""
        for story in site.stories.values():
            if page.file.src_uri == story.page.uri:
                pass_notebook_by(page, story, config)
                return markdown  # a story may speak of blocks, and has none
        filled, unknown = with_blocks(markdown, site.blocks)
        self._ear.texts += [not_made(page.file.src_uri, name) for name in unknown]
        return filled

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Gives generated pages their body and remembers hand-written ones for the search index."""
        if page.file.src_uri in self._bodies:
            return self._bodies[page.file.src_uri].markdown.replace(_RAW, ">", 1)
        if page.file.src_uri in {story.page.uri for story in self._made().stories.values()}:
            page.toc = TableOfContents([])  # its first entry is the title, which has no anchor
            return strip_styles(html)
        if not page.is_homepage:
            self._written.append(searchable(page))
        return html

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Leaves in pages of ours no braces that would be taken for a template's."""
        page.meta = self._silent.pop(page.file.src_uri, page.meta)
        stories = {story.page.uri for story in self._made().stories.values()}
        ours = page.file.src_uri in self._bodies or page.file.src_uri in stories
        return without_marks(output) if ours else output

    @event_priority(-100)  # after everything else has written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the search index and lets the new site take the old one's place."""
        site, staging = self._made(), self._staging
        assert staging is not None, "on_pre_build comes first"
        shown = (page for page in site.pages if page.kind != "withdrawn")
        for part in search_files((*shown, *self._written), site.synonyms):
            target = Path(config.site_dir, part.uri)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(part.content)
        undated(Path(config.site_dir, "sitemap.xml.gz"))
        self._ear.stop()
        wrong = as_problems(self._ear.texts)
        wrong += disturbed(self.taken.disturbed())
        if not self._serving:
            wrong += self._lost(staging.folder)
        if not self._serving and not has_errors(wrong):  # else most would be told twice
            earlier = self.published.site if self.published else None
            url = config.site_url or ""
            wrong += verify_site(staging.folder, url, earlier, self.taken.unread)
        self.sound = not wrong
        if has_errors(wrong):
            self._stop((*self.problems, *wrong))
        self.problems += wrong
        staging.publish()
        config.site_dir = str(staging.target)
        if self._serving:
            self._is_shown(staging)
        self.note("write the site", time.perf_counter() - self._started)

    def on_build_error(self, *, error: Exception) -> None:
        """Removes what was half built; the published folder was never touched."""
        self._ear.stop()
        if self._serving and self.taken.published:
            self.published = self.taken.given_back(self._clear_away)
        self._clear_away()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watches packages and notebooks too."""
        own, _ = load_config(Path(config.config_file_path or MKDOCS_YML))
        folders = (own.packages_dir, own.notebooks_dir) if own else ()
        for folder in folders:
            if folder.is_dir():
                server.watch(str(folder))
        self._preview = Preview(server, builder, Content(folders=folders, renew=self._renewed))
        if self._left:
            self._preview.is_built(self._left)
        return server

    def on_shutdown(self) -> None:
        """Removes what is temporary, also where a build was stopped."""
        self._site = None  # whoever holds its files keeps others from clearing the cache
        self._clear_away()

    def _is_shown(self, staging: Staging) -> None:
        """Remembers what a preview shows, for its next build."""
        staging.close()
        self.published = lying(staging.target, self.taken.keys if self._closed else {})
        if self._left:
            for file in self._left.files.documentation_pages():
                file.abs_dest_path = str(staging.target / file.dest_uri)
            if self._preview:
                self._preview.is_built(self._left)

    def _renewed(self, wanted: Iterable[str]) -> frozenset[str]:
        """Reads the content anew for pages, by source address; which of them may be made then."""
        site, left = self._made(), self._left
        assert self._own is not None, "the site was built"
        assert left is not None, "and has pages"
        assert self._folder is not None, "and a folder for stories"
        new, made = renewed(self._own, site, wanted)
        self._site = with_renewed(site, new)
        self._bodies = {**self._bodies, **{m.page.uri: m.page for m in new.made if m.page}}
        take_in(new, left, Path(self._folder.name))
        return made

    def _clear_away(self) -> None:
        """Each build of a preview has a folder of its own; the last one's is of no use any more."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        if self._staging is not None:
            self._staging.close()
            self._staging = None

    def _open_staging(self, target: Path) -> None:
        self._staging = Staging(target)
        try:
            self._staging.open()
        except SilklineError as refused:
            self._stop(refused.problems)

    def _add_all(self, files: Files, config: MkDocsConfig) -> None:
        site = self._made()
        self._bodies = {page.uri: page for page in site.pages}
        for page in site.pages:
            add_page(files, config, page.uri, front_matter(page) + page.markdown)
        for file in (*site.files, *self._security, *front_end_files()):
            add_file(files, config, file, self.taken)
        headers = headers_file(first_script()[1], first_styles()[1])
        add_file(files, config, Artifact(uri=HEADERS, content=headers), self.taken)
        folder = self._folder.name if self._folder else ""
        for story in site.stories.values():
            files.append(notebook_page(folder, config, story.page.uri, story.run))

    def _lost(self, folder: Path) -> Problems:
        """Addresses that the site had and that the new one lacks."""
        made = site_addresses(folder)
        known, _ = read_urls(self._root)
        rows, _ = read_withdrawn(self._root)
        return tuple(sorted((*vanished(known, made), *replacements(rows, made))))

    def _made(self) -> Site:
        assert self._site is not None, "on_pre_build comes first"
        return self._site

    def _stop(self, problems: Problems) -> None:
        """Ends the build. `Abort` prints the text as it is, whatever MkDocs' log level."""
        self.problems = problems
        raise Abort(render_text(problems))
