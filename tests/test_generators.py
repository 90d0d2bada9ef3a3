# The generator of pages must be replaceable. ProperDocs continues MkDocs 1.6 and takes its plugins
# and themes as they are: the same site must come out of it, byte for byte, and what is wrong must
# stop it, too.
"""The same site by other generators of pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from changes import digests
from running import Finished, run

PROPERDOCS: Final = (sys.executable, "-m", "properdocs", "build", "--config-file", "mkdocs.yml")


def properdocs(root: Path) -> Finished:
    return run(*PROPERDOCS, "--site-dir", "other", cwd=root)


def test_properdocs_makes_the_site_that_mkdocs_makes(built: Path) -> None:
    done = properdocs(built)
    assert done.code == 0, done.err
    assert digests(built / "other") == digests(built / "site")


def test_properdocs_publishes_no_page_that_it_warns_of(built: Path) -> None:
    with (built / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[Nowhere](nowhere.md)\n")
    done = properdocs(built)
    assert done.code == 1
    assert done.out == (
        "\ndocs/index.md: error PB020: Doc file 'index.md' contains a link 'nowhere.md', "
        "but the target is not found among documentation files.\n"
        "  help: mend the page or the setting; nothing is published while MkDocs warns.\n"
    )
    assert not (built / "other").exists()
