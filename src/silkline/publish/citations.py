# Beside the files that are cited, so that a release holds its citations too.
"""The files that say how indicators, packages and stories are cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.citing import (
    bibtex,
    csl_json,
    in_words,
    indicator_citation,
    package_citation,
    ris,
)
from silkline.messages import messages
from silkline.model import Artifact, Citation, Dataset, Package

if TYPE_CHECKING:
    from silkline.config import Config


def indicator_citations(dataset: Dataset, config: Config, indicator: str) -> Iterator[Artifact]:
    """The citation of an indicator in all forms."""
    cited = indicator_citation(dataset, config, indicator)
    return forms(cited, partial(addresses.indicator_cited, indicator))


def package_citations(dataset: Dataset, config: Config, package: Package) -> Iterator[Artifact]:
    """The citation of a package in all forms."""
    cited = package_citation(dataset, config, package)
    return forms(cited, partial(addresses.package_cited, package.name))


def forms(citation: Citation, address: Callable[[str], str]) -> Iterator[Artifact]:
    """One citation in all forms."""
    words = in_words(citation, messages(citation.language))
    written = {
        "txt": "\n".join(words) + "\n",
        "bib": bibtex(citation),
        "ris": ris(citation),
        "csl": csl_json(citation),
    }
    for form in addresses.CITATION_FORMS:
        yield Artifact(uri=address(form), content=written[form].encode())
