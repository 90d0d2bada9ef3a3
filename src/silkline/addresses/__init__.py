# Every address of the site stands here once. Pages link to files that other rooms write, so both
# sides ask this table, and an address is moved in one place. Addresses never depend on a title.
"""Addresses of pages and files, relative to the root of the site, and the form of the latter."""

from __future__ import annotations

from typing import Final

from silkline.addresses.links import page_address as page_address
from silkline.addresses.links import page_source as page_source
from silkline.addresses.links import relative as relative
from silkline.addresses.media import UNKNOWN as UNKNOWN
from silkline.addresses.media import media_type as media_type

ASSETS: Final = "assets/silkline"
"""Folder of the site's own styles, scripts and fonts."""

API: Final = "data/v1/latest"
"""Folder of the data API; `v1` is the shape of its files, `latest` their content."""

RELEASES: Final = "data/v1/releases"
"""Folder of the releases: each is a copy of the data API that never changes."""

RELEASES_INDEX: Final = f"{RELEASES}/index.json"
"""Every release with its date, and which of them the latest data equal."""

RELEASES_FEED: Final = f"{RELEASES}/releases.atom"
"""What each release changed, as an Atom feed."""

CITATION_FORMS: Final = {"txt": "txt", "bib": "bib", "ris": "ris", "csl": "csl.json"}
"""Endings of the files that say how something is cited, by form."""

INDEX: Final = f"{API}/index.json"
"""List of every package, indicator and economy with addresses."""

MANIFEST: Final = f"{API}/manifest.json"
"""Path, bytes and SHA-256 of every other file of the data API."""

CHECKSUMS: Final = f"{API}/SHA256SUMS"
"""The same digests in the form that `sha256sum --check` reads."""

OPENAPI: Final = f"{API}/openapi.json"
"""Every address of the data API with what it answers, in the words of OpenAPI."""

CLAIMS: Final = f"{API}/claims.json"
"""Every claim with its statement and verdict."""

CATALOGUE: Final = f"{API}/catalog.jsonld"
"""Every dataset in the words of DCAT-AP, as JSON-LD."""

CITATION: Final = f"{API}/CITATION.cff"
"""How the whole is cited, in the Citation File Format."""

STRUCTURES: Final = f"{API}/structures/observations.json"
"""What the columns and codes of the SDMX files are, in SDMX-JSON."""

RECONCILIATIONS: Final = f"{API}/reconciliations.json"
"""Every reconciliation of claims and figures, worked out."""

EVIDENCE: Final = f"{ASSETS}/evidence.json"
"""What the panel of evidence says besides the figures: words, statuses, licences, packages."""

COLUMNS: Final = (
    "indicator",
    "ref_area",
    "ref_area_name",
    "ref_area_name_zh",
    "time_period",
    "obs_value",
    "obs_qualifier",
    "obs_status",
    "unit",
    "source",
    "evidence",
    "note",
)
"""Columns of every CSV file of observations in the data API, in order."""

SECURITY: Final = ".well-known/security.txt"
"""Whom to tell of a weakness, where RFC 9116 looks for it."""
SEARCH_INDEX: Final = f"{ASSETS}/search/index.json"
"""Directory of the search index."""


SECTIONS: Final = frozenset(
    {
        *("index", "404", "sitemap", "search", "compare", "glossary", "timeline", "statements"),
        *("indicators", "economies", "stories", "claims", "packages", "sources", "topics"),
        *("data", "assets", "schemas", "charts", "embed", "social"),
        *("reference", "errors", "methods"),
    }
)
"""First parts of addresses that are taken: no register may be called so."""


# --- Pages: directory addresses, with a slash at the end ---


def home_page() -> str:
    """Address of the first page: the empty text."""
    return ""


def list_page(section: str) -> str:
    """Address of a section's list, such as `indicators/`, `claims/` or `data/`."""
    return f"{section}/"


def indicator_page(indicator: str) -> str:
    """Address of an indicator's page."""
    return f"indicators/{indicator}/"


def economy_page(area: str) -> str:
    """Address of the page of an economy, group, province or zone."""
    return f"economies/{area}/"


def story_page(slug: str) -> str:
    """Address of a story."""
    return f"stories/{slug}/"


def package_page(package: str) -> str:
    """Address of a data package's page."""
    return f"packages/{package}/"


def source_page(source: str) -> str:
    """Address of a source's page."""
    return f"sources/{source}/"


def topic_page(topic: str) -> str:
    """Address of a topic's page."""
    return f"topics/{topic}/"


def register_page(register: str) -> str:
    """Address of a register's list; its id is the first part of the addresses of its entries."""
    return f"{register}/"


def entry_page(register: str, entry: str) -> str:
    """Address of the page of an entry of a register."""
    return f"{register}/{entry}/"


def glossary_page() -> str:
    """Address of the glossary."""
    return "glossary/"


def timeline_page() -> str:
    """Address of the timeline of all registers."""
    return "timeline/"


def timeline_place(happening: str) -> str:
    """Address of one thing that happened, in the timeline."""
    return f"timeline/#{happening}"


def statements_page() -> str:
    """Address of the list of everything that was said."""
    return "statements/"


def member_place(register: str, entry: str, area: str) -> str:
    """Address of the row that says what an area is to an entry."""
    return f"{register}/{entry}/#member-{area}"


def claim_place(claim: str) -> str:
    """Address of one claim in the list of claims."""
    return f"claims/#{claim}"


# --- Files ---


def indicator_csv(indicator: str) -> str:
    """Address of an indicator's observations as CSV."""
    return f"{API}/indicators/{indicator}.csv"


def indicator_json(indicator: str) -> str:
    """Address of an indicator's observations with all metadata as JSON."""
    return f"{API}/indicators/{indicator}.json"


def indicator_form(indicator: str, form: str) -> str:
    """Address of another form of an indicator: labelled.csv, sdmx.csv, parquet, metadata.json."""
    return f"{API}/indicators/{indicator}.{form}"


def economy_csv(area: str) -> str:
    """Address of an area's observations of all indicators as CSV."""
    return f"{API}/economies/{area}.csv"


def economy_json(area: str) -> str:
    """Address of an area's observations of all indicators as JSON."""
    return f"{API}/economies/{area}.json"


def csvw(file: str) -> str:
    """Address of what describes a CSV file, as CSV on the Web finds it."""
    return f"{file}-metadata.json"


def register_csv(register: str) -> str:
    """Address of a register's entries as CSV."""
    return f"{API}/registers/{register}.csv"


def register_json(register: str) -> str:
    """Address of a register's entries with all that is known of them as JSON."""
    return f"{API}/registers/{register}.json"


def timeline_csv() -> str:
    """Address of what happened to the entries of all registers as CSV."""
    return f"{API}/timeline.csv"


def timeline_atom() -> str:
    """Address of what happened as an Atom feed."""
    return f"{API}/timeline.atom"


def timeline_calendar() -> str:
    """Address of what happened on a known day as an iCalendar file."""
    return f"{API}/timeline.ics"


def glossary_csv() -> str:
    """Address of the terms of the glossary as CSV."""
    return f"{API}/glossary.csv"


def glossary_json() -> str:
    """Address of the terms of the glossary as JSON."""
    return f"{API}/glossary.json"


def indicator_cited(indicator: str, form: str) -> str:
    """Address of how an indicator is cited, in one of `CITATION_FORMS`."""
    return f"{API}/indicators/{indicator}.{CITATION_FORMS[form]}"


def package_cited(package: str, form: str) -> str:
    """Address of how a package is cited; beside its folder, which holds the package as it is."""
    return f"{API}/packages/{package}.{CITATION_FORMS[form]}"


def story_cited(slug: str, form: str) -> str:
    """Address of how a story is cited."""
    return f"stories/{slug}/{slug}.{CITATION_FORMS[form]}"


def package_descriptor(package: str) -> str:
    """Address of a package's published `datapackage.json`."""
    return package_file(package, "datapackage.json")


def package_file(package: str, path: str) -> str:
    """Address of a file of a package; `path` is relative to its folder and may be evidence.

    `package_file("dds", "raw/us.csv#row=7")` is the address of a row.
    """
    return f"{API}/packages/{package}/{path}"


def package_tables(package: str, folder: str = "data") -> str:
    """Address of what describes the tables in a folder of a package, as CSV on the Web finds it."""
    return package_file(package, f"{folder}/csv-metadata.json" if folder else "csv-metadata.json")


def package_zip(package: str) -> str:
    """Address of a whole package in one ZIP file."""
    return f"{API}/packages/{package}/{package}.zip"


def package_croissant(package: str) -> str:
    """Address of a package's description in Croissant, for programs that learn from data."""
    return f"{API}/croissant/{package}.json"


def package_citation(package: str) -> str:
    """Address of how a package is cited, in the Citation File Format."""
    return package_file(package, "CITATION.cff")


def released(release: str, file: str) -> str:
    """Address of a file of the data API in a release."""
    return f"{RELEASES}/{release}/{file.removeprefix(f'{API}/')}"


def release_file(release: str, path: str) -> str:
    """Address of a file of a release; `path` is relative to its folder."""
    return f"{RELEASES}/{release}/{path}"


def package_feed(package: str) -> str:
    """Address of what releases changed in a package, as an Atom feed."""
    return f"{RELEASES}/feeds/{package}.atom"


def package_workbook(package: str) -> str:
    """Address of a whole package as a spreadsheet."""
    return f"{API}/packages/{package}/{package}.xlsx"


def schema_file(name: str) -> str:
    """Address of one of our JSON Schema profiles, `name` with its ending."""
    return f"schemas/{name}"


def chart_points(chart: str) -> str:
    """Address of the values of a chart and their places in its pictures."""
    return f"charts/{chart}.points.json"


def indicator_choices(indicator: str) -> str:
    """Address of what a reader can choose on an indicator's page."""
    return f"charts/{indicator}.choices.json"


def indicator_ranking(indicator: str) -> str:
    """Address of what the ranking of another period needs on an indicator's page."""
    return f"charts/{indicator}.ranking.json"


def chart_spec(chart: str) -> str:
    """Address of a chart's Vega specification."""
    return f"charts/{chart}.vega.json"


def embed_page(page: str, chart: str) -> str:
    """Address of a chart within other sites: `embed/indicators/gdp/`, `embed/stories/rules-2/`."""
    return f"embed/{page.partition('/')[0]}/{chart}/"


def embed_map(indicator: str) -> str:
    """Address of the map of an indicator within other sites."""
    return f"embed/maps/{indicator}/"


def social_image(page: str) -> str:
    """Address of the picture that other sites show beside a link to a page."""
    return f"social/{page.strip('/') or 'index'}.png"


def notebook_file(slug: str) -> str:
    """Address of a story's notebook to download."""
    return f"stories/{slug}/{slug}.ipynb"


def asset(name: str) -> str:
    """Address of a file of the front end, such as `site.css`."""
    return f"{ASSETS}/{name}"


def search_part(name: str) -> str:
    """Address of a part of the search index, such as a shard of its terms."""
    return f"{ASSETS}/search/{name}"


def search_values(area: str) -> str:
    """Address of the latest values of an area as the search tells them."""
    return search_part(f"values/{area}.json")
