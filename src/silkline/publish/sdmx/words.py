# Whatever has a name in SDMX-JSON has it twice: once in the language of the message, and by
# language. Chinese may be missing; a name may not.
"""Names and descriptions in the form of SDMX-JSON."""

from __future__ import annotations

from typing import Any

from silkline.messages import messages

Node = dict[str, Any]
Words = tuple[str, str]
"""English and Chinese; either may be empty."""
NONE: Words = ("", "")


def both(key: str) -> Words:
    """A text of the catalogue in both languages."""
    return messages("en")(key), messages("zh")(key)


def named(words: Words, code: str) -> Node:
    """The name of a thing, or its code where it has none."""
    return {"name": words[0] or code, "names": _by_language((words[0] or code, words[1]))}


def described(words: Words) -> Node:
    """The description of a thing that has one."""
    return {"description": words[0], "descriptions": _by_language(words)} if words[0] else {}


def _by_language(words: Words) -> dict[str, str]:
    return {tag: text for tag, text in zip(("en", "zh"), words, strict=True) if text}
