# Pages by hand show what the engine makes where they ask for it. Which generator turns the page
# into HTML does not matter: a block goes into its Markdown.
"""Blocks in pages written by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_BLOCK: Final = re.compile(
    r"<!--\s*silkline:([a-z-]+)\s*-->|^(`{3,}|~{3,}).*?^\2", re.MULTILINE | re.DOTALL
)
"""A place to fill, or a block of code, which shows such places as they are written."""


def with_blocks(markdown: str, blocks: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The page with `<!-- silkline:NAME -->` filled, and the names of blocks that are not made."""
    unknown: list[str] = []

    def block(match: re.Match[str]) -> str:
        if match[2]:
            return match[0]
        if match[1] not in blocks:
            unknown.append(match[1])
        return blocks.get(match[1], "")

    return _BLOCK.sub(block, markdown), tuple(unknown)


def not_made(page: str, name: str) -> str:
    """What a page is told that asks for a block which there is not."""
    return f"Doc file '{page}' asks for a block {name!r} that is not made"
