# What the JSON files hold, as JSON Schema: the members that programs may count on. More may come
# within a version of the API, so none is forbidden.
"""Schemas of the JSON files of the data API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from silkline.publish.text import Json

_TEXT: Final[Json] = {"type": "string"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_FLAG: Final[Json] = {"type": "boolean"}


def _ref(name: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(items: Json) -> dict[str, Json]:
    return {"type": "array", "items": items}


def _or_nothing(name: str) -> dict[str, Json]:
    return {"anyOf": [_ref(name), {"type": "null"}]}


def _object(texts: str = "", counts: str = "", **others: Json) -> dict[str, Json]:
    """An object that must have these members; names of texts and counts stand in a row."""
    members: dict[str, Json] = {
        **dict.fromkeys(texts.split(), _TEXT),
        **dict.fromkeys(counts.split(), _COUNT),
        **others,
    }
    return {"type": "object", "required": list(members), "properties": members}


_COLUMNS: Final = _object(columns=_many(_object("name", titles={"type": "object"})))
_FORMS: Final[dict[str, Any]] = {"in": _many(_TEXT)}
"""A member whose name is a word of Python."""
_SAID: Final = "title title_zh definition definition_zh topic kind aggregation caveat caveat_zh"

SCHEMAS: Final[dict[str, Json]] = {
    "Observation": _object(
        "ref_area time_period obs_qualifier obs_status source evidence note",
        obs_value={"type": ["number", "null"]},
    ),
    "AreaObservation": _object(
        "time_period obs_qualifier obs_status source evidence note",
        obs_value={"type": ["number", "null"]},
    ),
    "Source": _object(
        "source producer title url published retrieved licence package file address sha256 "
        "citation",
        "preference",
    ),
    "Unit": _object("unit title title_zh symbol base ucum", multiplier={"type": "number"}),
    "Area": _object("area name name_zh kind m49 parent"),
    "Break": _object("ref_area time_period what what_zh"),
    "Derivation": _object(
        "formula reference_area base_period",
        inputs=_many(_TEXT),
        years={"type": ["integer", "null"]},
    ),
    "Column": _object("column meaning meaning_zh", type={"enum": ["string", "number"]}, **_FORMS),
    "File": _object("address media_type sha256", "bytes"),
    "Indicator": _object(
        f"indicator {_SAID} package",
        "decimals",
        unit=_ref("Unit"),
        derived=_or_nothing("Derivation"),
        sources=_many(_ref("Source")),
        breaks=_many(_ref("Break")),
        areas=_many(_ref("Area")),
        observations=_many(_ref("Observation")),
        alternatives=_many(_ref("Observation")),
    ),
    "Metadata": _object(
        f"indicator {_SAID} package version citation publisher release page structures descriptor "
        "zip",
        "decimals",
        unit=_ref("Unit"),
        derived=_or_nothing("Derivation"),
        sources=_many(_ref("Source")),
        breaks=_many(_ref("Break")),
        areas=_many(_ref("Area")),
        coverage=_object("first_period last_period", "periods areas values missing hedged"),
        licences=_many(_object("licence title url")),
        columns=_many(_ref("Column")),
        files=_many(_ref("File")),
    ),
    "Economy": _object(
        "area name name_zh kind m49 parent",
        indicators=_many(
            _object(
                "indicator title title_zh unit unit_title unit_title_zh package",
                derived=_or_nothing("Derivation"),
                observations=_many(_ref("AreaObservation")),
                alternatives=_many(_ref("AreaObservation")),
            )
        ),
        sources=_many(_ref("Source")),
        claims=_many({"type": "object"}),
    ),
    "Register": _object(
        "register title title_zh package",
        sources=_many(_ref("Source")),
        entries=_many(_object("entry name name_zh")),
    ),
    "Index": _object(
        "api title url release releases manifest checksums openapi claims reconciliations",
        structures={"type": ["string", "null"]},
        glossary={"type": ["object", "null"]},
        packages=_many(_object("package title kind version created page descriptor zip xlsx")),
        indicators=_many(
            _object(
                "indicator title title_zh topic unit first_period last_period package page csv "
                "labelled sdmx parquet json metadata",
                "areas values",
                derived=_FLAG,
                sources=_many(_TEXT),
            )
        ),
        economies=_many(_object("area name name_zh kind page csv json", "indicators")),
        registers=_many(_object("register title page csv json", "entries")),
    ),
    "Manifest": _object(files=_many(_object("path sha256", "bytes"))),
    "Citation": _many(_object("id type title")),
    "Structures": _object(
        meta=_object("schema id prepared", contentLanguages=_many(_TEXT)),
        data=_object(
            dataStructures=_many(_object("id version agencyID name")),
            conceptSchemes=_many(_object("id version agencyID name")),
            codelists=_many(_object("id version agencyID name")),
            dataflows=_many(_object("id version agencyID name structure")),
        ),
    ),
    "CsvFile": _object("url", tableSchema=_COLUMNS),
    "CsvGroup": _object(tables=_many(_object("url", tableSchema=_COLUMNS))),
    "Claims": _object(claims=_many(_object("claim statement speaker source printed outcome"))),
}
"""By name."""

BODIES: Final = {
    "/index.json": "Index",
    "/manifest.json": "Manifest",
    "/claims.json": "Claims",
    "/indicators/{indicator}.json": "Indicator",
    "/indicators/{indicator}.metadata.json": "Metadata",
    "/indicators/{indicator}.csl.json": "Citation",
    "/packages/{package}.csl.json": "Citation",
    "/structures/observations.json": "Structures",
    **{
        f"/indicators/{{indicator}}{form}.csv-metadata.json": "CsvFile"
        for form in ("", ".labelled", ".sdmx")
    },
    "/economies/{area}.csv-metadata.json": "CsvFile",
    "/packages/{package}/data/csv-metadata.json": "CsvGroup",
    "/economies/{area}.json": "Economy",
    "/registers/{register}.json": "Register",
}
"""The schema of what an address answers."""
