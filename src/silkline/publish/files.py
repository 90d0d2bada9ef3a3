# The whole data API from one dataset. The manifest comes last, because it vouches for all the rest.
"""Every file of the data API, and the manifest that lists them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.cache import digest
from silkline.model import Artifact, Dataset, Digest, Verdict
from silkline.publish.catalogue import claims_file, index_file
from silkline.publish.citations import citation_files
from silkline.publish.csvw import economy_csvw, package_csvw
from silkline.publish.evidence import evidence_file
from silkline.publish.indicators import indicator_files
from silkline.publish.metadata import metadata_files, package_citation
from silkline.publish.openapi import openapi_json
from silkline.publish.packages import package_files
from silkline.publish.reconciliations import reconciliations_file
from silkline.publish.registers import glossary_csv, glossary_json, register_csv, register_json
from silkline.publish.sdmx import structures_file
from silkline.publish.statistics import (
    area_observations,
    economy_csv,
    economy_json,
)
from silkline.publish.text import Json, json_bytes
from silkline.publish.timeline import timeline_files
from silkline.publish.workbook import package_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from silkline.config import Config

_Digested = tuple[Artifact, Digest]


def data_files(
    dataset: Dataset, verdicts: Mapping[str, Verdict], config: Config
) -> tuple[Artifact, ...]:
    """The files of the data API and the JSON Schema profiles, sorted by address.

    Raises SilklineError where a package's file cannot be published (see `package_files`).
    """
    first = _with_digests(_api_files(dataset, verdicts, config))
    described = (*first, *_with_digests(metadata_files(dataset, config, first)))
    openapi = _with_digests([_description((a for a, _ in described), config, dataset.release)])
    api = sorted((*described, *openapi), key=_order)
    sums = _checksums(api)
    manifest = _manifest(sorted([*api, *_with_digests([sums])], key=_order))
    shown = evidence_file(dataset, config, {a.uri: found for a, found in api})
    made = (*(a for a, _ in api), sums, manifest, shown, *schema_files())
    return tuple(sorted(made, key=lambda a: a.uri))


def schema_files() -> tuple[Artifact, ...]:
    """Our JSON Schema profiles, at the addresses that descriptors name in `$schema`."""
    folder = files("silkline") / "schemas"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".json"))
    return tuple(
        Artifact(uri=addresses.schema_file(name), content=(folder / name).read_bytes())
        for name in names
    )


def _api_files(
    dataset: Dataset, verdicts: Mapping[str, Verdict], config: Config
) -> Iterator[Artifact]:
    yield index_file(dataset, config)
    yield claims_file(dataset, verdicts)
    yield reconciliations_file(dataset, verdicts)
    if dataset.indicators:
        yield structures_file(dataset, config)
    for name in dataset.indicators:
        yield from indicator_files(dataset, name, config)
    for area in area_observations(dataset):
        yield Artifact(uri=addresses.economy_csv(area), content=economy_csv(dataset, area))
        yield Artifact(
            uri=addresses.economy_json(area), content=economy_json(dataset, area, verdicts)
        )
        yield economy_csvw(dataset, area, config)
    for name in dataset.registers:
        yield Artifact(uri=addresses.register_csv(name), content=register_csv(dataset, name))
        yield Artifact(uri=addresses.register_json(name), content=register_json(dataset, name))
    yield from timeline_files(dataset, config)
    if dataset.terms:
        yield Artifact(uri=addresses.glossary_csv(), content=glossary_csv(dataset))
        yield Artifact(uri=addresses.glossary_json(), content=glossary_json(dataset))
    for package in dataset.packages.values():
        yield from package_files(package, package_citation(dataset, package, config))
        yield from package_csvw(dataset, package, config)
        yield Artifact(
            uri=addresses.package_workbook(package.name),
            content=package_workbook(dataset, package, config),
        )
    yield from citation_files(dataset, config)


def _description(made: Iterable[Artifact], config: Config, release: str) -> Artifact:
    """The description of all files, those that vouch for the others and itself included."""
    lists = (addresses.CHECKSUMS, addresses.MANIFEST, addresses.OPENAPI)
    paths = (*map(_path, made), *(uri.removeprefix(f"{addresses.API}/") for uri in lists))
    return Artifact(uri=addresses.OPENAPI, content=openapi_json(paths, config, release))


def _path(artifact: Artifact) -> str:
    return artifact.uri.removeprefix(f"{addresses.API}/")


def _with_digests(artifacts: Iterable[Artifact]) -> list[_Digested]:
    """Each digest is asked for by several files and computed once."""
    return [(a, digest(a.content)) for a in artifacts]


def _order(entry: _Digested) -> str:
    return entry[0].uri


def _checksums(artifacts: Iterable[_Digested]) -> Artifact:
    lines = [f"{found}  {_path(a)}\n" for a, found in artifacts]
    return Artifact(uri=addresses.CHECKSUMS, content="".join(lines).encode())


def _manifest(artifacts: Iterable[_Digested]) -> Artifact:
    listed: list[Json] = [
        {"path": _path(a), "bytes": len(a.content), "sha256": found} for a, found in artifacts
    ]
    return Artifact(uri=addresses.MANIFEST, content=json_bytes({"files": listed}))
