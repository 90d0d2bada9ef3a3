# json.loads takes duplicate keys, NaN and any depth, and forgets where things stood. This scanner
# is strict and keeps offsets; only the unescaping of strings is left to the standard library.
"""JSON by RFC 8259, with offsets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Final

from silkline.marks.document import EXCERPT_CHARACTERS, MAX_DEPTH, Node, Reader, show
from silkline.problems import SilklineError

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_WORDS: Final[Mapping[str, Any]] = {"true": True, "false": False, "null": None}
_NOT_JSON: Final = re.compile(r"-?(?:NaN|Infinity)")


class JsonReader(Reader):
    """A scanner by RFC 8259 that keeps offsets."""

    def document(self) -> Node:
        """The file's only value."""
        node, end = self._value(self._skip(0), 0)
        if end < len(self.text):
            raise self.stop(end, "there is more text after the end of the JSON value")
        return node

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > MAX_DEPTH:
            raise self.stop(at, f"values are nested more than {MAX_DEPTH} levels deep")
        first = self.text[at : at + 1]
        if first == "{":
            return self._object(at, depth)
        if first == "[":
            return self._array(at, depth)
        if first == '"':
            value, end = self._string(at)
            return Node(value, at), self._skip(end)
        return self._scalar(at)

    def _object(self, start: int, depth: int) -> tuple[Node, int]:
        node = Node({}, start)
        at = self._skip(start + 1)
        if self.text[at : at + 1] == "}":
            return node, self._skip(at + 1)
        while True:
            if self.text[at : at + 1] != '"':
                raise self._unexpected(at, "a name in double quotes", "}")
            key, end = self._string(at)
            colon = self._skip(end)
            if self.text[colon : colon + 1] != ":":
                raise self.stop(colon, f"a colon is missing after {show(key)}")
            child, end = self._value(self._skip(colon + 1), depth + 1)
            self.put(node, key, at, child)
            at, more = self._comma(end, "}")
            if not more:
                return node, at

    def _array(self, start: int, depth: int) -> tuple[Node, int]:
        node = Node([], start)
        at = self._skip(start + 1)
        if self.text[at : at + 1] == "]":
            return node, self._skip(at + 1)
        while True:
            if self.text[at : at + 1] == "]":
                raise self._unexpected(at, "a value", "]")
            child, end = self._value(at, depth + 1)
            node.children[len(node.value)] = child
            node.value.append(child.value)
            at, more = self._comma(end, "]")
            if not more:
                return node, at

    def _comma(self, at: int, closing: str) -> tuple[int, bool]:
        found = self.text[at : at + 1]
        if found not in {",", closing} or not found:
            alone = self.text[:at].rpartition("\n")[2].strip() == ""
            hint = "put a comma at the end of the entry above." if alone and found else ""
            raise self.stop(at, f'a comma or "{closing}" is missing here', hint)
        return self._skip(at + 1), found == ","

    def _unexpected(self, at: int, wanted: str, closing: str) -> SilklineError:
        before = self.text[:at].rstrip()
        if self.text[at : at + 1] == closing and before.endswith(","):
            message = f'there is a comma before the closing "{closing}"'
            return self.stop(len(before) - 1, message, "remove the comma.")
        return self.stop(at, f"{wanted} is missing here")

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise self.stop(min(error.pos, len(self.text)), _string_trouble(error.msg)) from error
        if any("\ud800" <= c <= "\udfff" for c in value):
            raise self.stop(at, "the text holds half of a surrogate pair, which is no character")
        return value, end

    def _scalar(self, at: int) -> tuple[Node, int]:
        for word, value in _WORDS.items():
            if self.text.startswith(word, at):
                return Node(value, at), self._skip(at + len(word))
        if match := _NOT_JSON.match(self.text, at):
            message = f"{match.group()} is not a JSON value"
            raise self.stop(at, message, "use null, or leave the entry out.")
        if match := _NUMBER.match(self.text, at):
            return Node(self._number(match), at), self._skip(match.end())
        ended = at >= len(self.text)
        raise self.stop(at, "the file ends too early" if ended else "a value is missing here")

    def _number(self, match: re.Match[str]) -> int | float:
        text = match.group()
        if not any(match.groups()) and len(text) < EXCERPT_CHARACTERS:
            return int(text)
        number = float(text)
        if number in {float("inf"), float("-inf")}:
            raise self.stop(match.start(), "this number is too large to be kept exactly")
        return number


def _string_trouble(message: str) -> str:
    if message.startswith("Unterminated"):
        return "a text that begins here has no closing quote"
    if message.startswith("Invalid control"):
        return "a text holds a line break or control character"
    return "a text holds an escape that JSON does not know"
