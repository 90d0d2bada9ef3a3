# A contributor begins with something that passes every check: a whole site, a package, an indicator
# or a story. What is to be replaced says so, and nothing is ever overwritten.
"""Beginning something new."""

from __future__ import annotations

from silkline.scaffold.folder import in_the_way, unwritable
from silkline.scaffold.package import is_prepared, new_indicator, new_package
from silkline.scaffold.site import new_site
from silkline.scaffold.story import new_story

__all__ = [
    "in_the_way",
    "is_prepared",
    "new_indicator",
    "new_package",
    "new_site",
    "new_story",
    "unwritable",
]
