# Where text becomes HTML, once: autoescape is on, so a value from the data is never markup. A
# page's body is one raw HTML block in which every line begins with a tag. Markdown preprocessors
# look at lines (fences, snippets, lists), and so none of them finds anything of theirs in a cell
# that a stranger wrote.
"""Templates to pages that Markdown passes through untouched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from silkline import addresses
from silkline.model import Outcome, Page
from silkline.render.braces import without_marks
from silkline.render.observed import way
from silkline.render.tongues import mark_tongues

if TYPE_CHECKING:
    from silkline.messages import Messages
    from silkline.render.view import SiteView

TEMPLATES: Final = Path(__file__).parent.parent / "templates"

OUTCOME_CLASSES: Final = {
    Outcome.SUPPORTED: "sup",
    Outcome.WITHIN_ROUNDING: "sup",
    Outcome.NOT_SUPPORTED: "not",
    Outcome.DIFFERENT_DEFINITION: "dif",
    Outcome.REVISED: "dif",
    Outcome.UNCHECKED: "unk",
}

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WEB: Final = re.compile(r"https?://[^\s<>\"']+\Z", re.ASCII)


class _Site:
    """What templates say of the site, read of the view of the page that is being made: another
    release is news only for pages that name it.
    """

    view: SiteView

    @property
    def name(self) -> str:
        return self.view.config.site_name

    @property
    def url(self) -> str:
        """Without a slash at the end; empty where the site has no address yet."""
        return self.view.config.site_url.rstrip("/")

    @property
    def release(self) -> str:
        return self.view.dataset.release


@cache
def _templates(messages: Messages) -> tuple[Environment, _Site]:
    """Templates in a language, compiled once, and what they ask of the site."""
    site = _Site()
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["code"] = escape_code
    environment.globals |= {
        "m": messages,
        "site": site,
        "action_words": messages.for_scripts("action."),
        "outcome_class": OUTCOME_CLASSES,
        "other_lang": "zh-Hans" if messages.language == "en" else "en",
    }
    return environment, site


class Writer:
    """Makes pages of a view from templates."""

    def __init__(self, view: SiteView) -> None:
        self._view = view
        self._language = view.messages.language
        self._environment, self._site = _templates(view.messages)

    def fragment(self, template: str, address: str, content: object) -> str:
        """HTML of one template for the page at an address, in lines that each begin with a tag."""
        self._site.view = self._view
        made = self._environment.get_template(template).render(
            p=content,
            here=address,
            to=partial(addresses.relative, address),
            at=partial(way, address),
            link=partial(link, address),
        )
        return without_marks("\n".join(tag_lines(mark_tongues(made, self._language))))

    def page(self, page: Page, template: str, content: object) -> Page:
        """The page with its body made from a template."""
        address = addresses.page_address(page.uri)
        body = self.fragment(template, address, content)
        markdown = f'<div class="sk sk-{page.kind}" markdown="0">\n{body}\n</div>\n'
        return replace(page, markdown=markdown)


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes one page. It holds nothing of what it reads, and is handed a view for that."""

    address: str
    make: Callable[..., Page]
    about: tuple[str, ...] = ()
    """What the page is of, such as the id of an indicator."""

    def __call__(self, view: SiteView) -> Page:
        return self.make(view, *self.about)


def tag_lines(html: str) -> Iterator[str]:
    """Lines without indentation; one that does not begin with a tag joins the line before."""
    line = ""
    for piece in _CONTROL.sub("", html).splitlines():
        text = piece.strip()
        if text.startswith("<"):
            if line:
                yield line
            line = text
        elif text:
            line = f"{line} {text}" if line else text
    if line:
        yield line


def escape_code(text: str) -> Markup:
    """Code for a `pre` block on one line of source: its line ends are written as references."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704 - escaped just here


def web_address(url: str) -> str:
    """The address if a link may lead to it, else nothing: no `javascript:` from a table."""
    return url if _WEB.match(url) else ""


def link(from_page: str, to: str, text: str) -> Markup:
    """A link to an address of the site, for values that templates show as they are."""
    href = addresses.relative(from_page, to)  # quoted: nothing in it needs escaping
    return Markup(f'<a href="{href}">{escape(text)}</a>')  # noqa: S704
