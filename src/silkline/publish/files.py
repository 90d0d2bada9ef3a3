# The whole data API from one dataset. The manifest comes last, because it vouches for all the rest.
"""Every file of the data API, and the manifest that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from silkline import addresses
from silkline.metadata import FileFact
from silkline.model import Artifact, Dataset, StaticFile, Verdict
from silkline.publish.catalogue import claims_file, index_file
from silkline.publish.citations import indicator_citations, package_citations
from silkline.publish.csvw import (
    economy_csvw,
    glossary_csvw,
    package_csvw,
    register_csvw,
    timeline_csvw,
)
from silkline.publish.evidence import evidence_file
from silkline.publish.indicators import indicator_files
from silkline.publish.metadata import metadata_groups, package_citation
from silkline.publish.openapi import openapi_json
from silkline.publish.packages import package_files
from silkline.publish.reconciliations import reconciliations_file
from silkline.publish.registers import glossary_csv, glossary_json, register_csv, register_json
from silkline.publish.sdmx import structures_file
from silkline.publish.statistics import (
    economy_csv,
    economy_json,
    indicators_by_area,
)
from silkline.publish.text import Json, json_bytes
from silkline.publish.timeline import timeline_files
from silkline.publish.workbook import package_workbook

if TYPE_CHECKING:
    from silkline.config import Config

Group = Callable[[Dataset, Mapping[str, Verdict], "Config"], Iterable[Artifact]]


def data_files(
    dataset: Dataset, verdicts: Mapping[str, Verdict], config: Config
) -> tuple[StaticFile, ...]:
    """The files of the data API and the JSON Schema profiles, sorted by address.

    Raises SilklineError where a package's file cannot be published (see `package_files`).
    """
    groups = file_groups(dataset).values()
    first = tuple(file for group in groups for file in group(dataset, verdicts, config))
    made: list[StaticFile] = [*first]
    facts = file_facts(first)
    for metadata in metadata_groups(dataset).values():
        found = tuple(metadata(dataset, config, facts))
        facts |= file_facts(found)
        made += found
    return whole_api(made, dataset, config)


def whole_api(
    made: Iterable[StaticFile], dataset: Dataset, config: Config
) -> tuple[StaticFile, ...]:
    """All files, with those that list or describe the others, sorted by address."""
    made = tuple(made)
    api = sorted((*made, _description(made, config, dataset.release)), key=_order)
    sums = _checksums(api)
    manifest = _manifest(sorted((*api, sums), key=_order))
    shown = evidence_file(dataset, config, {file.uri: file.sha256 for file in api})
    return tuple(sorted((*api, sums, manifest, shown, *schema_files()), key=_order))


def file_facts(made: Iterable[StaticFile]) -> dict[str, FileFact]:
    """Size and digest of files by address."""
    return {file.uri: FileFact(size=file.size, sha256=file.sha256) for file in made}


def schema_files() -> tuple[Artifact, ...]:
    """Our JSON Schema profiles, at the addresses that descriptors name in `$schema`."""
    folder = files("silkline") / "schemas"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".json"))
    return tuple(
        Artifact(uri=addresses.schema_file(name), content=(folder / name).read_bytes())
        for name in names
    )


def file_groups(dataset: Dataset) -> dict[str, Group]:
    """What makes the files that change together, by name; a maker is handed all that it reads."""
    found: dict[str, Group] = {
        "lists": _lists,
        "timeline": _timeline,
        "glossary": _glossary,
        "structures": _structures,
    }
    for name in dataset.indicators:
        found[f"indicators/{name}"] = partial(_indicator, name=name)
        found[f"citations/{name}"] = partial(_citations, name=name)
    for area in indicators_by_area(dataset):
        found[f"economies/{area}"] = partial(_economy, area=area)
    for name in dataset.registers:
        found[f"registers/{name}"] = partial(_register, name=name)
    for name in dataset.packages:
        found[f"packages/{name}"] = partial(_package, name=name)
    return found


def _lists(dataset: Dataset, verdicts: Mapping[str, Verdict], config: Config) -> Iterator[Artifact]:
    yield index_file(dataset, config)
    yield claims_file(dataset, verdicts)
    yield reconciliations_file(dataset, verdicts)


def _timeline(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config
) -> Iterator[Artifact]:
    made = tuple(timeline_files(dataset, config))
    yield from made
    if made:
        yield timeline_csvw(dataset, config)


def _glossary(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config
) -> Iterator[Artifact]:
    if dataset.terms:
        yield glossary_csvw(dataset, config)
        yield Artifact(uri=addresses.glossary_csv(), content=glossary_csv(dataset))
        yield Artifact(uri=addresses.glossary_json(), content=glossary_json(dataset))


def _structures(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config
) -> Iterator[Artifact]:
    if dataset.indicators:
        yield structures_file(dataset, config)


def _indicator(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config, *, name: str
) -> Iterator[Artifact]:
    yield from indicator_files(dataset, name, config)


def _citations(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config, *, name: str
) -> Iterator[Artifact]:
    """Apart from the other files: while there is no release, a citation names the state of the
    whole package.
    """
    yield from indicator_citations(dataset, config, name)


def _economy(
    dataset: Dataset, verdicts: Mapping[str, Verdict], config: Config, *, area: str
) -> Iterator[Artifact]:
    yield Artifact(uri=addresses.economy_csv(area), content=economy_csv(dataset, area))
    yield Artifact(uri=addresses.economy_json(area), content=economy_json(dataset, area, verdicts))
    yield economy_csvw(dataset, area, config)


def _register(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config, *, name: str
) -> Iterator[Artifact]:
    yield register_csvw(dataset, name, config)
    yield Artifact(uri=addresses.register_csv(name), content=register_csv(dataset, name))
    yield Artifact(uri=addresses.register_json(name), content=register_json(dataset, name))


def _package(
    dataset: Dataset, _verdicts: Mapping[str, Verdict], config: Config, *, name: str
) -> Iterator[Artifact]:
    package = dataset.packages[name]
    yield from package_files(package, package_citation(dataset, package, config))
    yield from package_csvw(dataset, package, config)
    yield Artifact(
        uri=addresses.package_workbook(name), content=package_workbook(dataset, package, config)
    )
    yield from package_citations(dataset, config, package)


def _description(made: Iterable[StaticFile], config: Config, release: str) -> Artifact:
    """The description of all files, those that vouch for the others and itself included."""
    lists = (addresses.CHECKSUMS, addresses.MANIFEST, addresses.OPENAPI)
    paths = (*map(_path, made), *(uri.removeprefix(f"{addresses.API}/") for uri in lists))
    return Artifact(uri=addresses.OPENAPI, content=openapi_json(paths, config, release))


def _path(file: StaticFile) -> str:
    return file.uri.removeprefix(f"{addresses.API}/")


def _order(file: StaticFile) -> str:
    return file.uri


def _checksums(files: Iterable[StaticFile]) -> Artifact:
    lines = [f"{file.sha256}  {_path(file)}\n" for file in files]
    return Artifact(uri=addresses.CHECKSUMS, content="".join(lines).encode())


def _manifest(files: Iterable[StaticFile]) -> Artifact:
    listed: list[Json] = [
        {"path": _path(file), "bytes": file.size, "sha256": file.sha256} for file in files
    ]
    return Artifact(uri=addresses.MANIFEST, content=json_bytes({"files": listed}))
