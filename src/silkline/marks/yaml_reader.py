# yaml.load makes objects of tags, forgets positions, and lets an alias grow without bound. Events
# are composed here instead: a tag is kept as a word, and an alias is the same node once more.
"""YAML with offsets and without objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from silkline.marks.document import MAX_DEPTH, Node, Reader, Tagged

_FENCE: Final = re.compile(r"---[ \t]*\r?\n")
_HEAD: Final = re.compile(r"---[ \t]*\r?\n(?:.*\n)*?(?P<end>(?:\.{3}|---)[ \t]*(?:\r?\n|\Z))")
"""As MkDocs finds front matter."""
_HALF: Final = re.compile("[\ud800-\udfff]")
_PLAIN_TAGS: Final = frozenset({"!", *(f"tag:yaml.org,2002:{t}" for t in ("str", "seq", "map"))})
_CONTENT: Final = (yaml.NodeEvent, yaml.CollectionEndEvent, yaml.DocumentStartEvent)


class YamlReader(Reader):
    """A composer over YAML events: no recursion into anchors, no objects from tags."""

    def __init__(self, text: str, name: str, family: str) -> None:
        super().__init__(text, name, family)
        self.source = text
        self._anchors: dict[str, Node] = {}
        self._resolver = yaml.resolver.Resolver()
        self._scalars = yaml.constructor.SafeConstructor()

    def document(self) -> Node:
        """The file's only document; `None` where the file is empty."""
        try:
            return self._compose(self._events())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            offset = min(mark.index, len(self.text)) if mark else 0
            message = f"this is not valid YAML: {error.problem or error.context}"
            hint = "check the indentation, quotes and colons of this line and the one above."
            raise self.stop(offset, message, hint) from error
        except yaml.YAMLError as error:
            position = getattr(error, "position", 0)
            offset = position if isinstance(position, int) else 0
            message = "this is not valid YAML: a character that YAML does not allow"
            raise self.stop(offset, message) from error

    def _events(self) -> Iterator[yaml.Event]:
        depth = 0
        for event in yaml.parse(self.source, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                message = f"values are nested more than {MAX_DEPTH} levels deep"
                raise self.stop(_offset(event), message)
            if isinstance(event, yaml.ScalarEvent) and _HALF.search(event.value):
                message = "the text holds half of a surrogate pair, which is no character"
                hint = (
                    r"write the character itself, or \U and eight digits: readers differ on pairs."
                )
                raise self.stop(_offset(event), message, hint)
            if isinstance(event, _CONTENT):
                yield event

    def _compose(self, events: Iterator[yaml.Event]) -> Node:
        if next(events, None) is None:
            return Node(None, 0)
        node = self._node(next(events), events)
        for event in events:
            raise self.stop(_offset(event), "a second YAML document begins here")
        return node

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        at = _offset(event)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise self.stop(at, f"the alias *{event.anchor} has no anchor before it")
            return self._anchors[event.anchor]
        if isinstance(event, yaml.ScalarEvent):
            node = Node(self._scalar(event), at)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(at, events)
        else:
            node = self._mapping(at, events)
        tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
        if tag and tag not in _PLAIN_TAGS:
            node.value = Tagged(tag=tag, value=node.value)
        if anchor:
            self._anchors[anchor] = node
        return node

    def _sequence(self, at: int, events: Iterator[yaml.Event]) -> Node:
        node = Node([], at)
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            child = self._node(event, events)
            node.children[len(node.value)] = child
            node.value.append(child.value)
        return node

    def _mapping(self, at: int, events: Iterator[yaml.Event]) -> Node:
        node = Node({}, at)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.stop(_offset(event), "a key must be plain text")
            self.put(node, event.value, _offset(event), self._node(next(events), events))
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        if event.tag:
            return event.value
        resolve: Any = self._resolver.resolve
        tag = resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag.rpartition(":")[2] not in {"null", "bool", "int", "float"}:
            return event.value
        try:
            return self._scalars.construct_object(yaml.ScalarNode(tag, event.value))
        except ValueError:
            return event.value


class HeadReader(YamlReader):
    """The YAML between two lines of `---` at the very beginning of a page."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name, "HP")

    def document(self) -> Node:
        """The front matter; `None` where the page does not begin with it."""
        if not _FENCE.match(self.text):
            return Node(None, 0)
        whole = _HEAD.match(self.text)
        if not whole:
            hint = (
                "end it with a line of three hyphens; a rule at the head of a page is written ***."
            )
            raise self.stop(0, "the front matter that begins here has no end", hint)
        # The opening mark becomes a comment of its length, so that every offset stays true.
        self.source = "###" + self.text[3 : whole.start("end")]
        node = super().document()
        return Node({}, 0) if node.value is None else node


def without_head(text: str) -> str:
    """A page without its front matter, if it has any."""
    whole = _HEAD.match(text)
    return text[whole.end() :] if whole else text


def _offset(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0
