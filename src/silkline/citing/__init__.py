# Citations are worked out once, as plain values, and written in four forms. The works that figures
# come from are named before the site: it prepares what others have measured.
"""How indicators, packages and stories are cited, and what their licences ask."""

from __future__ import annotations

from silkline.citing.bibtex import bibtex
from silkline.citing.csl import csl_json
from silkline.citing.ris import ris
from silkline.citing.terms import indicator_terms, package_terms
from silkline.citing.words import in_words
from silkline.citing.works import indicator_citation, package_citation, story_citation

__all__ = [
    "bibtex",
    "csl_json",
    "in_words",
    "indicator_citation",
    "indicator_terms",
    "package_citation",
    "package_terms",
    "ris",
    "story_citation",
]
