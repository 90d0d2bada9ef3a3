"""Pages that say what stood at an address and where it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.model import Notice, Page

if TYPE_CHECKING:
    from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """All that the template of a notice shows."""

    address: str
    when: str
    reason: str
    replaced_by: str


def notice_pages(view: SiteView, notices: Iterable[Notice]) -> tuple[Page, ...]:
    """A page for each address of a page that was withdrawn."""
    return tuple(_page(view, n) for n in notices if n.address.endswith("/"))


def _page(view: SiteView, notice: Notice) -> Page:
    m = view.messages
    page = Page(
        uri=addresses.page_source(notice.address),
        title=m("withdrawn.title"),
        description=m.text(notice, "reason"),
        markdown="",
        kind="withdrawn",
    )
    content = NoticeContent(
        address=notice.address,
        when=m("withdrawn.when", date=m.date(notice.date)),
        reason=m.text(notice, "reason"),
        replaced_by=notice.replaced_by,
    )
    return view.writer.page(page, "withdrawn.html", content)
