# Which pages and files the starter has is known, and so which tasks a build of it has: tests name
# those that a change is to run, and take the rest from here.
"""The tasks of the starter site."""

from __future__ import annotations

from typing import Final

VALIDATE: Final = "validate:nordic-population"
VALIDATE_LISTS: Final = "validate:reference"
CHART: Final = "chart:population"
STORY: Final = "notebook:nordic-population"

AREAS: Final = ("DNK", "FIN", "ISL", "NOR", "SWE")
FILES: Final = (
    "files:lists",
    "files:timeline",
    "files:glossary",
    "files:structures",
    "files:indicators/population",
    "files:citations/population",
    *(f"files:economies/{area}" for area in AREAS),
    "files:packages/nordic-population",
    "files:packages/reference",
    "files:metadata/nordic-population",
    "files:metadata/reference",
    "files:metadata",
)
PAGES: Final = (
    "page:home",
    "page:claims",
    "page:compare",
    "page:data",
    "page:economies",
    *(f"page:economies/{area}" for area in AREAS),
    "page:indicators",
    "page:indicators/population",
    "page:packages",
    "page:packages/nordic-population",
    "page:packages/reference",
    "page:search",
    "page:sources",
    "page:sources/wdi-population-2026-07",
    "page:stories",
    "page:topics",
    "page:topics/population",
)
EMBED: Final = "files:embed/population"
ALL: Final = (VALIDATE, VALIDATE_LISTS, CHART, STORY, *FILES, *PAGES, EMBED)
"""In the order in which a plan names them."""
