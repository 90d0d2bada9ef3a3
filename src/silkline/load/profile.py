# A package that names one of our profiles in `$schema` is held to it. The profiles are part of the
# engine: the address in `$schema` is a name, and nothing is fetched from it.
"""Checking a descriptor against the profile it names, each violation with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from silkline.load.shapes import items, mapping
from silkline.marks import Marked, Step, show, suggest
from silkline.problems import Problem, Problems

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

PROFILE: Final = "DP009"
"""Code of what breaks a profile."""
_OF_MEMBERS: Final = frozenset({"required", "contains", "additionalProperties"})
"""Rules that an object may break several times; of others, one for each value says enough."""
_LIKE_OURS: Final = re.compile(r"(?:indicator|reference|register)s?-packages?\b")
"""Names that nobody but us gives to a profile, however they go on."""
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


def is_known(name: str) -> bool:
    """Whether a profile of that file name is part of the engine."""
    return name in _profiles()


def nearest(name: str) -> str:
    """A hint that names the profile of the engine that was meant; empty where none was."""
    return suggest(name, _profiles()) if _LIKE_OURS.match(name) else ""


def best_told(problems: set[Problem]) -> Problems:
    """Without what the profile says of a value where a rule of our own says it better."""
    ours = {p.where for p in problems if p.code != PROFILE and p.where.field}
    kept = (p for p in problems if p.code != PROFILE or p.where not in ours)
    return tuple(sorted(kept))


def check_profile(marked: Marked, _folder: Path) -> Iterator[Problem]:
    """Violations of the profile that the descriptor names, if it is one of ours."""
    name = profile_name(marked.value)
    yield from check_against(marked, name) if is_known(name) else ()


def check_against(marked: Marked, name: str) -> Iterator[Problem]:
    """Violations of a profile of the engine."""
    schema = _profiles()[name]
    validator = Draft7Validator(schema, registry=_registry())
    errors = sorted(validator.iter_errors(marked.value), key=lambda e: [str(s) for s in e.path])
    told: set[tuple[Step, ...]] = set()
    for error in sorted(_flat(errors), key=_vagueness):
        at = tuple(error.absolute_path)
        if error.validator in _OF_MEMBERS or at not in told:
            yield _told(marked, error)
        told |= set() if error.validator in _OF_MEMBERS else {at}


@cache
def _profiles() -> Mapping[str, Mapping[str, Any]]:
    folder = files("silkline") / "schemas"
    found = [f for f in folder.iterdir() if f.name.endswith(".json")] if folder.is_dir() else []
    return {f.name: json.loads(f.read_text(encoding="utf-8")) for f in found}


@cache
def _registry() -> Registry[Any]:
    """Profiles refer to each other by file name; anything else stays unresolved, never fetched."""
    profiles = _profiles()
    bases = {s["$id"].rpartition("/")[0] for s in profiles.values() if "$id" in s}
    registry: Registry[Any] = Registry()
    for name, schema in profiles.items():
        resource = Resource.from_contents(schema, default_specification=DRAFT7)
        for base in sorted(bases):
            registry = registry.with_resource(f"{base}/{name}", resource)
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


def _vagueness(error: ValidationError) -> int:
    order = ("enum", "const", "type", "pattern")
    return order.index(error.validator) if error.validator in order else len(order)


def _told(marked: Marked, error: ValidationError) -> Problem:
    pointer = tuple(error.absolute_path)
    name = show(pointer[-1]) if pointer and isinstance(pointer[-1], str) else "this entry"
    words = _WORDINGS.get(str(error.validator))
    message, hint = words(error, name) if words else (f"{name}: {error.message}", "")
    return marked.problem(PROFILE, message, *pointer, hint=hint)


Wording = tuple[str, str]


def _required(error: ValidationError, _name: str) -> Wording:
    missing = [n for n in items(error.validator_value) if n not in mapping(error.instance)]
    # jsonschema reports each missing name by itself; the message holds which one this is.
    one = next((n for n in missing if f"'{n}'" in error.message), "")
    known = _properties(error)
    purpose = mapping(known.get(one)).get("description", "")
    strange = [n for n in mapping(error.instance) if n not in known]
    if other := next((n for n in strange if suggest(n, [one])), ""):
        return f"{show(one)} is missing", f"there is {show(other)}: rename it to {show(one)}."
    return f"{show(one)} is missing", f"add it: {purpose}" if purpose else f"add {show(one)}."


def _type(error: ValidationError, name: str) -> Wording:
    wanted = error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else items(wanted)
    words = " or ".join(_TYPE_WORDS.get(k, k) for k in kinds)
    return f"{name} must be {words}", _purpose(error)


def _form(error: ValidationError, name: str) -> Wording:
    return f"{name} is {show(error.instance)}, which does not have the right form", _purpose(error)


def _enum(error: ValidationError, name: str) -> Wording:
    choices = [str(c) for c in items(error.validator_value)]
    hint = suggest(str(error.instance), choices) or "use one of these."
    return f"{name} is {show(error.instance)}, not one of {', '.join(choices)}", hint


def _const(error: ValidationError, name: str) -> Wording:
    wanted = json.dumps(error.validator_value, ensure_ascii=False)
    return f"{name} must be {wanted}", _purpose(error)


def _short(error: ValidationError, name: str) -> Wording:
    least = error.validator_value
    more = "must not be empty" if least == 1 else f"must have at least {least} entries"
    return f"{name} {more}", _purpose(error)


def _long(error: ValidationError, name: str) -> Wording:
    return f"{name} must have at most {error.validator_value} entries", _purpose(error)


def _unknown(error: ValidationError, name: str) -> Wording:
    known = _properties(error)
    odd = [k for k in mapping(error.instance) if k not in known]
    hint = suggest(odd[0], known) if odd else ""
    where = "" if name == "this entry" else f" in {name}"
    told = ", ".join(show(k) for k in odd)
    return f"the profile has no {told}{where}", hint or f"remove {told}."


def _twice(_error: ValidationError, name: str) -> Wording:
    return f"{name} has the same entry twice", "remove one of the two."


def _contains(error: ValidationError, name: str) -> Wording:
    title = mapping(error.schema).get("title", "")
    return f"{name}: {_lowered(title)}" if title else f"{name} lacks an entry", _purpose(error)


_WORDINGS: Final[Mapping[str, Callable[[ValidationError, str], Wording]]] = {
    "required": _required,
    "type": _type,
    "pattern": _form,
    "format": _form,
    "enum": _enum,
    "const": _const,
    "minItems": _short,
    "minLength": _short,
    "maxItems": _long,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "uniqueItems": _twice,
    "contains": _contains,
}


def _purpose(error: ValidationError) -> str:
    """What the profile says of the rule that was broken; written for contributors."""
    text = mapping(error.schema).get("description", "")
    return text if isinstance(text, str) else ""


def _properties(error: ValidationError) -> Mapping[str, Any]:
    return mapping(mapping(error.schema).get("properties"))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
