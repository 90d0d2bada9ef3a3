# A chart or map within another site is a page of its own: the drawing that the build has made
# already, its words, and the way back. It is a file and no page of the site, so that neither the
# search nor the list of pages knows it. No script: it must be light, and whoever wants more follows
# the link.
"""Charts and maps as pages for other sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from silkline import addresses
from silkline.charts import key_html
from silkline.model import Artifact, Chart
from silkline.render.maps import MapPart, indicator_map
from silkline.render.parts import Parts

if TYPE_CHECKING:
    from silkline.render.view import SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedContent:
    """All that the template of an embedded chart shows."""

    title: str
    subtitle: str
    source: str
    wide: Markup
    narrow: Markup
    key: Markup
    """What the kinds of marks mean."""
    page: str
    canonical: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedMap:
    """All that the template of an embedded map shows."""

    map: MapPart
    page: str
    canonical: str
    site: str


def indicator_embeds(view: SiteView, indicator: str) -> Iterator[Artifact]:
    """A page for the chart of an indicator and one for its map, as far as it has them."""
    page = addresses.indicator_page(indicator)
    chart = view.charts.get(indicator)
    if chart is not None:
        yield _file(view, chart, page)
    drawn = indicator_map(Parts(view), view.dataset.indicators[indicator])
    if drawn is not None:
        yield _map_file(view, drawn, page)


def story_embeds(view: SiteView, slug: str, charts: Iterable[Chart]) -> Iterator[Artifact]:
    """A page for each chart of a story."""
    for chart in charts:
        yield _file(view, chart, addresses.story_page(slug))


def _file(view: SiteView, chart: Chart, page: str) -> Artifact:
    address = addresses.embed_page(page, chart.id)
    content = EmbedContent(
        title=chart.title,
        subtitle=chart.subtitle,
        source=f"{chart.source.rstrip('.')}.",
        wide=Markup(chart.svg_wide),  # noqa: S704 - drawn by the engine
        narrow=Markup(chart.svg_narrow),  # noqa: S704
        key=key_html(chart.marks, view.messages),
        page=page,
        canonical=_canonical(view, address, page),
        site=view.config.site_name,
    )
    html = view.writer.fragment("embed.html", address, content)
    return Artifact(uri=f"{address}index.html", content=f"{html}\n".encode())


def _map_file(view: SiteView, drawn: MapPart, page: str) -> Artifact:
    content = EmbedMap(
        map=drawn,
        page=page,
        canonical=_canonical(view, drawn.embed, page),
        site=view.config.site_name,
    )
    html = view.writer.fragment("embed_map.html", drawn.embed, content)
    return Artifact(uri=f"{drawn.embed}index.html", content=f"{html}\n".encode())


def _canonical(view: SiteView, address: str, page: str) -> str:
    """The address of the page that the chart or map is from."""
    root = view.config.site_url.rstrip("/")
    return f"{root}/{page}" if root else addresses.relative(address, page)
