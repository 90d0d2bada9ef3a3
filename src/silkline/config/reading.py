# Takes every value out with its place in the file, so that each mistake is told with its line, and
# puts the default where a value cannot be used, so that one run tells all of them.
"""Reading the settings of a site."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any, Final

from silkline.config.settings import NOTEBOOKS, OPTIONS, PLUGIN, SETTINGS, Config
from silkline.marks import Marked, Step, Tagged, read_yaml, show, suggest
from silkline.problems import Location, Problem, Problems, SilklineError

MAX_WORKERS: Final = 256
MAX_NAME: Final = 60
"""Letters of one folder's name accepted, so that no file system refuses it."""
MAX_TIMEOUT_S: Final = 86_400
SECURITY: Final = ("security_contact", "security_expires")
_CONTACT: Final = re.compile(r"(?:https://|mailto:|tel:)[!-~]+")
_AGENCY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*")


def load_config(mkdocs_yml: Path) -> tuple[Config | None, Problems]:
    """Read a site's settings; there is no `Config` where it is unclear what the site is made of.

    Any other mistake leaves the default in its place, so that one run can tell what is wrong with
    the content too. The problems keep the site from being published.
    """
    root = mkdocs_yml.parent.resolve()
    try:
        marked = read_yaml(root / mkdocs_yml.name, root)
    except SilklineError as error:
        return None, error.problems
    if not isinstance(marked.value, dict):
        message = "the file holds no settings"
        return None, (marked.problem("CF005", message, hint="begin with `site_name: ...`."),)
    reader = _Settings(marked, root)
    config = reader.config()
    unclear = any(p.code in _UNCLEAR for p in reader.problems)
    return (None if unclear else config), tuple(sorted(reader.problems))


_UNCLEAR: Final = frozenset({"CF005", "CF008"})
"""Codes of mistakes after which folders or options are not known."""

Pointer = tuple[Step, ...]


def place_of(config: Config, *pointer: Step) -> Location:
    """Where an option, or a part of it, stands in mkdocs.yml; the whole file if not to be found."""
    try:
        marked = read_yaml(config.root / SETTINGS, config.root)
    except SilklineError:
        return Location(path=SETTINGS)
    at = _Settings(marked, config.root).at if isinstance(marked.value, dict) else ()
    return marked.where(*at, *pointer)


class _Settings:
    """One reading of mkdocs.yml: takes values out and gathers what is wrong with them."""

    def __init__(self, marked: Marked, root: Path) -> None:
        self.marked = marked
        self.root = root
        self.problems: list[Problem] = []
        self.options: Mapping[str, Any] = {}
        self.at: Pointer = ()
        self._find_plugin()

    def config(self) -> Config:
        self._check_names()
        return Config(
            root=self.root,
            docs_dir=self._mkdocs_folder("docs_dir", "docs"),
            site_dir=self._mkdocs_folder("site_dir", "site"),
            packages_dir=self._option("packages_dir", self._folder, "datapackages"),
            notebooks_dir=self._notebooks(),
            cache_dir=self._option("cache_dir", self._folder, ".silkline/cache"),
            site_name=self._site_name(),
            site_url=self._mkdocs_text("site_url"),
            repository=self._option("repository", self._text, self._mkdocs_text("repo_url")),
            focus=self._option("focus", self._codes, ()),
            peers=self._option("peers", self._codes, ()),
            headlines=self._option("headlines", self._headlines, ()),
            agency=self._option("agency", self._agency, ""),
            map_notes=self._option("map_notes", self._text, ""),
            security_contact=self._security(),
            security_expires=self._option("security_expires", self._day, ""),
            workers=self._option("workers", self._workers, os.cpu_count() or 1),
            notebook_timeout_s=self._option("notebook_timeout_s", self._seconds, 120),
            theme_language=self._language(),
        )

    def wrong(self, code: str, message: str, *pointer: Step, hint: str = "") -> None:
        """Note a problem at a value."""
        self.problems.append(self.marked.problem(code, message, *pointer, hint=hint))

    # --- where the options stand ---

    def _find_plugin(self) -> None:
        for name, options, at in self._plugins():
            if name == PLUGIN:
                self._take_options(options, at)
                return
        hint = "add `- silkline` to the list under `plugins`."
        self.wrong("CF005", "the silkline plugin is not switched on", "plugins", hint=hint)

    def _plugins(self) -> Iterator[tuple[Step, object, Pointer]]:
        plugins = self.marked.value.get("plugins")
        listed = enumerate(plugins) if isinstance(plugins, list) else ()
        for key, entry in plugins.items() if isinstance(plugins, dict) else listed:
            yield _entry(key, entry)

    def _notebooks(self) -> Path:
        """The folder of notebooks, which another plugin makes pages of."""
        folder: Path = self._option("notebooks_dir", self._folder, "notebooks")
        first = min((path.name for path in folder.glob("*.ipynb")), default="")
        names = {name for name, _, _ in self._plugins()}
        if first and PLUGIN in names and NOTEBOOKS not in names:
            message = f"no page is made of {first}: the plugin {NOTEBOOKS} is not switched on"
            hint = f"add `- {NOTEBOOKS}` to the list under `plugins`, as `silkline new site` does."
            self.wrong("CF014", message, "plugins", hint=hint)
        return folder

    def _take_options(self, options: object, at: Pointer) -> None:
        self.at = at
        if isinstance(options, dict):
            self.options = options
        elif options is not None:
            hint = "write one `name: value` per line under `silkline:`."
            self.wrong("CF007", "the options of silkline are not a mapping", *at, hint=hint)

    def _check_names(self) -> None:
        for name in self.options:
            if name not in OPTIONS:
                hint = suggest(name, OPTIONS) or f"the options are {', '.join(OPTIONS)}."
                message = f"silkline has no option {show(name)}"
                self.problems.append(
                    self.marked.problem("CF006", message, *self.at, name, hint=hint, key=True)
                )

    def _option(self, name: str, read: Callable[..., Any], default: Any) -> Any:
        pointer = (*self.at, name)
        if name not in self.options:
            return read(default, pointer) if read == self._folder else default
        return read(_plain(self.options[name]), pointer)

    # --- kinds of value ---

    def _text(self, value: object, at: Pointer) -> str:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return _as_written(self.marked, value, at)
        self.wrong("CF007", f"{show(str(at[-1]))} must be text", *at)
        return ""

    def _agency(self, value: object, at: Pointer) -> str:
        """An id as SDMX allows agencies to have."""
        if isinstance(value, str) and _AGENCY.fullmatch(value):
            return value
        hint = "letters, digits, hyphens and underscores, beginning with a letter; dots between."
        self.wrong("CF007", f"{show(str(at[-1]))} must be the id of an agency", *at, hint=hint)
        return ""

    def _security(self) -> tuple[str, ...]:
        """Whom to tell of a weakness; RFC 9116 wants to know for how long that holds."""
        found: tuple[str, ...] = self._option("security_contact", self._contacts, ())
        for name, other in ((SECURITY[0], SECURITY[1]), (SECURITY[1], SECURITY[0])):
            if name in self.options and other not in self.options:
                message = f"{show(name)} says nothing without {show(other)}"
                self.wrong("CF007", message, *self.at, name, hint=f"add `{other}`.")
        return found

    def _contacts(self, value: object, at: Pointer) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list) and items and all(map(_is_contact, items)):
            return tuple(items)
        hint = "write `mailto:`, `tel:` or `https://` before it."
        self.wrong("CF007", f"{show(str(at[-1]))} must be an address or a list", *at, hint=hint)
        return ()

    def _day(self, value: object, at: Pointer) -> str:
        try:
            return date.fromisoformat(value if isinstance(value, str) else "").isoformat()
        except ValueError:
            hint = "write year, month and day, such as `2027-06-30`."
            self.wrong("CF007", f"{show(str(at[-1]))} must be a day", *at, hint=hint)
            return ""

    def _folder(self, value: object, at: Pointer) -> Path:
        text = value if isinstance(value, str) else ""
        parts = PurePosixPath(text).parts
        inside = bool(parts) and not PurePosixPath(text).is_absolute() and ".." not in parts
        if inside and max(map(len, parts)) < MAX_NAME and "\\" not in text and text.isprintable():
            return self.root / text
        hint = "give a folder inside the site, relative to mkdocs.yml, such as `datapackages`."
        self.wrong("CF008", f"{show(str(at[-1]))} must be a folder of the site", *at, hint=hint)
        return self.root

    def _codes(self, value: object, at: Pointer) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list) and all(isinstance(i, str) and i for i in items):
            return tuple(items)
        hint = "give codes as text, such as `[DNK, SWE]`; put NO and the like in quotes."
        self.wrong("CF007", f"{show(str(at[-1]))} must be a list of area codes", *at, hint=hint)
        return ()

    def _headlines(self, value: object, at: Pointer) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, list):
            self.wrong("CF007", '"headlines" must be a list', *at, hint=_HEADLINE_HINT)
            return ()
        for index, item in enumerate(value):
            if not _is_headline(item):
                message = 'an entry of "headlines" must name an indicator and an area'
                self.wrong("CF007", message, *at, index, hint=_HEADLINE_HINT)
        return tuple((i["indicator"], i["area"]) for i in value if _is_headline(i))

    def _workers(self, value: object, at: Pointer) -> int:
        return self._whole(value, at, 0, MAX_WORKERS)

    def _seconds(self, value: object, at: Pointer) -> int:
        return self._whole(value, at, 1, MAX_TIMEOUT_S)

    def _whole(self, value: object, at: Pointer, least: int, most: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        message = f"{show(str(at[-1]))} must be a whole number from {least} to {most}"
        self.wrong("CF009", message, *at)
        return least

    # --- settings of MkDocs itself ---

    def _mkdocs_text(self, name: str) -> str:
        value = _plain(self.marked.value.get(name))
        return value if isinstance(value, str) else ""

    def _mkdocs_folder(self, name: str, default: str) -> Path:
        text = self._mkdocs_text(name)
        return (self.root / (text if text and text.isprintable() else default)).resolve()

    def _site_name(self) -> str:
        value = _plain(self.marked.value.get("site_name"))
        if isinstance(value, str) and value.strip():
            return value
        hint = "add `site_name: Name of the site` at the top."
        self.wrong("CF010", "the site has no name", "site_name", hint=hint)
        return ""

    def _language(self) -> str:
        theme = self.marked.value.get("theme")
        language = _plain(theme.get("language")) if isinstance(theme, dict) else None
        if not isinstance(language, str) or language in _languages():
            return language if isinstance(language, str) else "en"
        message = f"the pages have no words in the language {show(language)}"
        hint = f"use one of {', '.join(_languages())}."
        self.wrong("CF013", message, "theme", "language", hint=hint)
        return "en"


_HEADLINE_HINT: Final = "write `- {indicator: ID, area: CODE}`."


def _languages() -> list[str]:
    """Languages of the interface: those that have a file of messages."""
    folder = files("silkline") / "locale"
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if ".toml" in f.name)


def _entry(key: Step, entry: object) -> tuple[Step, object, Pointer]:
    """Name, options and place of one plugin, in either form that MkDocs takes."""
    if isinstance(key, str):
        return key, entry, ("plugins", key)
    if isinstance(entry, dict) and len(entry) == 1:
        name, options = next(iter(entry.items()))
        return name, options, ("plugins", key, name)
    return (entry if isinstance(entry, str) else ""), None, ("plugins", key)


def _is_headline(item: object) -> bool:
    return (
        isinstance(item, dict)
        and item.keys() == {"indicator", "area"}
        and all(isinstance(text, str) and text for text in item.values())
    )


def _plain(value: object) -> object:
    """A value with MkDocs' `!ENV` looked up: the first variable that is set, else the default."""
    if not isinstance(value, Tagged):
        return value
    if value.tag != "!ENV":
        return None
    names = value.value if isinstance(value.value, list) else [value.value]
    found = [os.environ[n] for n in names if isinstance(n, str) and n in os.environ]
    return found[0] if found else (names[-1] if len(names) > 1 else None)


def _as_written(marked: Marked, value: str | float, at: Pointer) -> str:
    """Text of an option; `map_notes: 2026.10` must stay 2026.10 though YAML reads a number."""
    if isinstance(value, str):
        return value
    where = marked.where(*at)
    rest = marked.text.split("\n")[where.line - 1][where.column - 1 :]
    number = re.match(r"[-+.\w]+", rest)
    return number.group() if number else str(value)


def _is_contact(item: object) -> bool:
    return isinstance(item, str) and _CONTACT.fullmatch(item) is not None
