# A package that names one of our profiles in `$schema` is held to it. The profiles are part of the
# engine: the address in `$schema` is a name, and nothing is fetched from it.
"""Checking a descriptor against the profile it names, each violation with its line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from silkline.marks import Marked, show, suggest
from silkline.problems import Problem

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPE_WORDS: Final = {
    "string": "text",
    "array": "a list",
    "object": "an object",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def profile_name(descriptor: object) -> str:
    """File name of the profile that a descriptor names; empty where it names none."""
    value = descriptor.get("$schema") if isinstance(descriptor, dict) else None
    return value.rpartition("/")[2] if isinstance(value, str) else ""


def check_profile(marked: Marked, _folder: Path) -> Iterator[Problem]:
    """Violations of the profile that the descriptor names, if it is one of ours."""
    schema = _profiles().get(profile_name(marked.value))
    if schema is None:
        return
    validator = Draft202012Validator(schema, registry=_registry())
    errors = sorted(validator.iter_errors(marked.value), key=lambda e: [str(s) for s in e.path])
    for error in _flat(errors):
        yield _told(marked, error)


@cache
def _profiles() -> Mapping[str, Mapping[str, Any]]:
    folder = files("silkline") / "schemas"
    found = [f for f in folder.iterdir() if f.name.endswith(".json")] if folder.is_dir() else []
    return {f.name: json.loads(f.read_text(encoding="utf-8")) for f in found}


@cache
def _registry() -> Registry[Any]:
    """Profiles may refer to each other by `$id`; anything else stays unresolved, never fetched."""
    registry: Registry[Any] = Registry()
    for schema in _profiles().values():
        if "$id" in schema:
            resource = Resource.from_contents(schema, default_specification=DRAFT202012)
            registry = registry.with_resource(schema["$id"], resource)
    return registry


def _flat(errors: list[ValidationError]) -> Iterator[ValidationError]:
    """Of a choice between forms, the violations of the form that came closest."""
    for error in errors:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context or ():
            branches.setdefault(inner.schema_path[0], []).append(inner)
        if branches and error.validator in {"anyOf", "oneOf"}:
            deepest = max(branches.values(), key=lambda b: (max(len(e.path) for e in b), -len(b)))
            yield from _flat(deepest)
        else:
            yield error


def _told(marked: Marked, error: ValidationError) -> Problem:
    pointer = tuple(error.absolute_path)
    name = show(pointer[-1]) if pointer and isinstance(pointer[-1], str) else "this entry"
    words = _WORDINGS.get(str(error.validator))
    message, hint = words(error, name) if words else (f"{name}: {error.message}", "")
    return marked.problem("DP009", message, *pointer, hint=hint)


Wording = tuple[str, str]


def _required(error: ValidationError, _name: str) -> Wording:
    missing = [n for n in _items(error.validator_value) if n not in _mapping(error.instance)]
    # jsonschema reports each missing name by itself; the message holds which one this is.
    one = next((n for n in missing if f"'{n}'" in error.message), "")
    purpose = _mapping(_properties(error).get(one)).get("description", "")
    hint = f"add it: {_lowered(purpose)}" if purpose else f"add {show(one)}."
    return f"{show(one)} is missing", hint


def _type(error: ValidationError, name: str) -> Wording:
    wanted = error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else _items(wanted)
    return f"{name} must be {' or '.join(_TYPE_WORDS.get(k, k) for k in kinds)}", ""


def _pattern(error: ValidationError, name: str) -> Wording:
    purpose = _mapping(error.schema).get("description", "")
    return f"{name} is {show(error.instance)}, which does not have the right form", purpose


def _enum(error: ValidationError, name: str) -> Wording:
    choices = [str(c) for c in _items(error.validator_value)]
    hint = suggest(str(error.instance), choices) or f"use one of: {', '.join(choices)}."
    return f"{name} is {show(error.instance)}, which is not one of the choices", hint


def _const(error: ValidationError, name: str) -> Wording:
    return f"{name} must be {show(error.validator_value)}", ""


def _short(error: ValidationError, name: str) -> Wording:
    least = error.validator_value
    more = "must not be empty" if least == 1 else f"must have at least {least} entries"
    return f"{name} {more}", ""


def _unknown(error: ValidationError, name: str) -> Wording:
    known = _properties(error)
    odd = [k for k in _mapping(error.instance) if k not in known]
    hint = suggest(odd[0], known) if odd else ""
    where = "" if name == "this entry" else f" in {name}"
    told = ", ".join(show(k) for k in odd)
    return f"the profile has no {told}{where}", hint or f"remove {told}."


def _twice(_error: ValidationError, name: str) -> Wording:
    return f"{name} has the same entry twice", "remove one of the two."


def _contains(error: ValidationError, name: str) -> Wording:
    wanted = error.validator_value
    properties = _mapping(_mapping(wanted).get("properties"))
    told = ", ".join(f"{k} {show(v['const'])}" for k, v in properties.items() if "const" in v)
    return f"{name} lacks an entry with {told}" if told else f"{name} lacks an entry", ""


_WORDINGS: Final[Mapping[str, Callable[[ValidationError, str], Wording]]] = {
    "required": _required,
    "type": _type,
    "pattern": _pattern,
    "format": _pattern,
    "enum": _enum,
    "const": _const,
    "minItems": _short,
    "minLength": _short,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "uniqueItems": _twice,
    "contains": _contains,
}


def _properties(error: ValidationError) -> Mapping[str, Any]:
    return _mapping(_mapping(error.schema).get("properties"))


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
